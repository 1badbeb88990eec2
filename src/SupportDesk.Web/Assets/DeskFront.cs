using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection.Extensions;

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

    public static IServiceCollection AddDeskFront(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeskClock>();
        return services.AddSingleton<AssetPaths>().AddScoped<Rail.RailViews>();
    }

    /// <summary>Sets the headers first, so that a page or a download which needs others replaces them.</summary>
    public static IApplicationBuilder UseDeskFront(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            foreach (var (name, value) in Headers)
                context.Response.Headers[name] = value;
            return next(context);
        });
        return app.UseErrorPages().UseAssets();
    }

    /// <summary>A page for people who opened a page; programs and fragments get the bare status (forms.js says what happened).</summary>
    private static IApplicationBuilder UseErrorPages(this IApplicationBuilder app)
    {
        if (!app.ApplicationServices.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
            app.UseExceptionHandler("/error/500");
        return app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/api") && !context.Request.Headers.ContainsKey("HX-Request"),
            pages => pages.UseStatusCodePagesWithReExecute("/error/{0}"));
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
