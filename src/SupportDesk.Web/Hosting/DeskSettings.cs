using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace SupportDesk.Web.Hosting;

/// <summary>
/// The settings as the desk takes them from all sources, from the lowest: the program's appsettings.json, the demo's settings in the demo,
/// the program's appsettings.ENVIRONMENT.json, the same two of the settings folder, the environment, the command line.
/// </summary>
public sealed class DeskSettings
{
    private readonly IReadOnlyList<SettingsSource> sources;
    private readonly WholeSections whole;

    private DeskSettings(IReadOnlyList<SettingsSource> sources)
    {
        this.sources = sources;
        whole = WholeSections.Combine(sources);
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(whole.Values).Build();
    }

    public IConfiguration Configuration { get; }

    /// <summary>One sentence for each section of which a higher source left nothing of a lower one.</summary>
    public IReadOnlyList<string> Replaced => [.. whole.Replaced.Select(r => r.Sentence)];

    /// <summary>Adds the demo's settings and those of the settings folder to the host's sources, and reads all of them.</summary>
    public static DeskSettings Read(WebApplicationBuilder builder, SettingsFolder folder)
    {
        var (all, environment) = (builder.Configuration.Sources, builder.Environment);
        if (environment.IsDevelopment() && !(bool.TryParse(builder.Configuration["Demo:Enabled"], out var wanted) && !wanted))
        {
            var demo = Json(AppContext.BaseDirectory, Path.Combine("templates", "seed", "settings.json"), optional: false);
            all.Insert(1 + IndexOf(all, "appsettings.json"), demo);
        }

        if (folder.FullPath is { } outside)
        {
            var before = 1 + Math.Max(IndexOf(all, "appsettings.json"), IndexOf(all, $"appsettings.{environment.EnvironmentName}.json"));
            all.Insert(before, Json(outside, "appsettings.json", optional: true));
            all.Insert(before + 1, Json(outside, $"appsettings.{environment.EnvironmentName}.json", optional: true));
        }

        return new([.. ((IConfigurationRoot)builder.Configuration).Providers.Select(Describe)]);
    }

    /// <summary>Refuses what a settings file, or an argument with a colon, names outside of every section.</summary>
    /// <exception cref="DeskException">One sentence a line, with the key and its source.</exception>
    public void RefuseUnknown(IServiceCollection services)
    {
        var sections = services.Select(s => s.ImplementationInstance).OfType<SettingsSection>().Select(s => s.Name);
        string[] known = [.. sections.Concat(["Urls", "AllowedHosts", "Serilog", "Kestrel"]).Order()];
        string[] others = ["Logging", "DetailedErrors", "$schema", "HTTP_PORTS", "HTTPS_PORTS", "HostOptions", "hostBuilder"];
        var unknown =
            from source in sources
            where source.IsFile || source.Provider is CommandLineConfigurationProvider
            let keys = source.Keys.Where(k => source.IsFile || k.Contains(':', StringComparison.Ordinal))
            from key in keys.Select(k => k.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase)
            where !known.Concat(others).Contains(key, StringComparer.OrdinalIgnoreCase)
            select $"{key} in {source.Name} is not a section of the desk's settings. Known: {string.Join(", ", known)}.";
        if (string.Join(Environment.NewLine, unknown) is { Length: > 0 } problems)
            throw new DeskException(problems);
    }

    /// <summary>Adds to a refusal of settings why lower sources do not count, where it concerns a section that one replaced.</summary>
    public DeskException Explain(DeskException refusal)
    {
        var concerned = whole.Replaced.Where(r => refusal.Message.Contains(r.Section, StringComparison.OrdinalIgnoreCase));
        return new(string.Join(Environment.NewLine, concerned.Select(r => r.Sentence).Prepend(refusal.Message)));
    }

    private static int IndexOf(IList<IConfigurationSource> all, string file) =>
        all.TakeWhile(s => !(s is JsonConfigurationSource json && json.Path == file)).Count() is var no && no < all.Count ? no : -1;

    private static JsonConfigurationSource Json(string folder, string file, bool optional) =>
        new() { FileProvider = new PhysicalFileProvider(folder), Path = file, Optional = optional };

    private static SettingsSource Describe(IConfigurationProvider provider) => provider switch
    {
        JsonConfigurationProvider { Source: { Path: { } path } source } when Path.GetFileName(path) != "secrets.json" =>
            new(source.FileProvider?.GetFileInfo(path).PhysicalPath ?? path, IsFile: true, provider),
        JsonConfigurationProvider => new("the user secrets", IsFile: false, provider),
        EnvironmentVariablesConfigurationProvider => new("the environment", IsFile: false, provider),
        CommandLineConfigurationProvider => new("the command line", IsFile: false, provider),
        _ => new(SettingsSource.Host, IsFile: false, provider),
    };
}
