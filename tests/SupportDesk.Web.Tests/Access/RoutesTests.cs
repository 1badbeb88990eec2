using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Tests.Access;

public sealed class RoutesTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
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
