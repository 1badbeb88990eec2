using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Tests.Access;

public sealed class RoutesTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    private static readonly Regex Parameter = new(@"\{[^}]+\}");
    private static readonly string Approved = Path.Combine(Repository.Root, "tests", "SupportDesk.Web.Tests", "Access", "routes.approved.txt");

    [Fact]
    public async Task Every_route_is_on_the_approved_list()
    {
        var found = (await RoutesAsync()).Select(Line).Distinct().Order(StringComparer.Ordinal).ToList();
        var approved = File.ReadAllLines(Approved).Where(line => line.Length > 0).ToList();

        var report = Path.Combine(AppContext.BaseDirectory, "routes.found.txt");
        File.WriteAllLines(report, found);

        found.Except(approved).ShouldBeEmpty($"routes nobody approved; look at each, then copy {report} over the list");
        approved.Except(found).ShouldBeEmpty($"approved routes that are gone; copy {report} over the list");
        found.ShouldBe(approved);
    }

    [Fact]
    public async Task Every_route_has_exactly_one_door()
    {
        var wrong = (await RoutesAsync()).Where(route => Door(route).Length == 0).Select(Line);

        wrong.ShouldBeEmpty("each needs [Needs(permission)] or [Door(kind)]");
    }

    [Fact, Trait("threat", "T01d")]
    public async Task T01d_Every_answer_in_html_says_what_it_may_load_and_that_its_type_is_meant()
    {
        using var http = desk.Http();
        http.DefaultRequestHeaders.Add("Cookie", $"desk-staff={await desk.StaffCookieAsync("ada")}");
        var (pages, bare) = (0, new List<string>());

        foreach (var pattern in (await RoutesAsync()).Where(r => r.Methods.Contains("GET")).Select(r => r.Pattern).Append("/nowhere").Distinct())
        {
            var path = Parameter.Replace(pattern, part => part.Value.Contains("guid", StringComparison.Ordinal) ? $"{Guid.Empty}" : part.Value.EndsWith("?}", StringComparison.Ordinal) ? "" : "1");
            using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html")
                continue;

            pages++;
            if (Header(answer, "Content-Security-Policy")?.StartsWith("default-src 'none'", StringComparison.Ordinal) != true || Header(answer, "X-Content-Type-Options") != "nosniff")
                bare.Add(path);
        }

        bare.ShouldBeEmpty();
        pages.ShouldBeGreaterThan(60);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private sealed record Route(string Pattern, IEnumerable<string> Methods, EndpointMetadataCollection Metadata);

    private async Task<List<Route>> RoutesAsync()
    {
        var (routes, loader) = (new List<Route>(), desk.Services.GetRequiredService<PageLoader>());
        foreach (var endpoint in desk.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                routes.Add(new(pattern, endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"], endpoint.Metadata));
                continue;
            }

            // What a page's model says of itself is known only once the page is loaded. A page without a handler for it still answers GET.
            var loaded = await loader.LoadAsync(page, endpoint.Metadata);
            routes.Add(new(pattern, loaded.HandlerMethods?.Select(h => h.HttpMethod.ToUpperInvariant()).Append("GET") ?? ["GET"], loaded.Endpoint?.Metadata ?? endpoint.Metadata));
        }

        return routes;
    }

    private static string Line(Route route) => $"{string.Join(',', route.Methods.Distinct().Order()),-9} {route.Pattern,-44} {Door(route)}";

    private static string Door(Route route)
    {
        var (needs, door) = (route.Metadata.GetOrderedMetadata<NeedsAttribute>(), route.Metadata.GetOrderedMetadata<DoorAttribute>());
        return (needs.Count, door.Count) switch
        {
            (1, 0) => $"cookie {needs[0].Permission}",
            (0, 1) => $"{door[0].Kind}",
            _ => "",
        };
    }
}
