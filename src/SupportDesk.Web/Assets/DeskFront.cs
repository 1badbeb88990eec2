using Microsoft.AspNetCore.StaticFiles;

namespace SupportDesk.Web.Assets;

/// <summary>The outermost part of the counter: headers on every answer, then the files of wwwroot.</summary>
public static class DeskFront
{
    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Security-Policy", ContentPolicy.Pages),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cache-Control", "no-store"),
    ];

    public static IServiceCollection AddDeskFront(this IServiceCollection services) => services.AddSingleton<AssetPaths>().AddScoped<Rail.RailViews>();

    /// <summary>Adds what an answer does not say itself, at the last moment: a download keeps its own policy, and a page of errors, which starts from nothing, gets all.</summary>
    public static IApplicationBuilder UseDeskFront(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                foreach (var (name, value) in Headers)
                    context.Response.Headers.TryAdd(name, value);
                return Task.CompletedTask;
            });
            return next(context);
        });
        return app.UseAssets();
    }

    private static IApplicationBuilder UseAssets(this IApplicationBuilder app)
    {
        var assets = app.ApplicationServices.GetRequiredService<AssetPaths>();
        var keep = !app.ApplicationServices.GetRequiredService<IWebHostEnvironment>().IsDevelopment();
        app.Use((context, next) =>
        {
            var path = context.Request.Path.Value!;
            var end = path.StartsWith(AssetPaths.Prefix, StringComparison.Ordinal) ? path.IndexOf('/', AssetPaths.Prefix.Length) : -1;
            if (end < 0)
                return next(context);
            context.Items[typeof(AssetPaths)] = path[AssetPaths.Prefix.Length..end] == assets.Version && keep;
            context.Request.Path = path[end..];
            return next(context);
        });
        return app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = SetLife });
    }

    private static void SetLife(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Items[typeof(AssetPaths)] is true ? "public, max-age=31536000, immutable" : "no-cache";
}
