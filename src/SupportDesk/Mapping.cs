using AutoMapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;

namespace SupportDesk;

/// <summary>Section <c>AutoMapper</c> of appsettings.json.</summary>
public sealed class MappingOptions
{
    /// <summary>The operator's key; without one AutoMapper runs all the same and says so in the log (README, Licences).</summary>
    public string LicenseKey { get; set; } = "";
}

/// <summary>Flat, wide rows outward: the profiles stand beside the lists they serve.</summary>
internal static class Mapping
{
    public static void AddMapping(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSection<MappingOptions>(configuration, "AutoMapper");
        services.AddAutoMapper(Profiles, typeof(DeskDb).Assembly);

        void Profiles(IMapperConfigurationExpression profiles) => profiles.LicenseKey = options.LicenseKey.Length > 0 ? options.LicenseKey : null;
    }
}
