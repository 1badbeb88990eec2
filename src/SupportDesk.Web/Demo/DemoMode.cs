using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace SupportDesk.Web.Demo;

/// <summary>Section <c>Demo</c> of appsettings.json.</summary>
public sealed class DemoOptions
{
    /// <summary>The story as data, one-click sign-in, the mail room and the clock: in Development only, whatever is said here.</summary>
    public bool Enabled { get; set; } = true;
}

/// <summary>Whether this is the demo: Development, wanted, and reachable from this machine alone.</summary>
public sealed class DemoMode(IOptions<DemoOptions> options, IHostEnvironment environment, IServer server)
{
    public bool IsOn => options.Value.Enabled && environment.IsDevelopment() && OnlyLoopback;

    private bool OnlyLoopback =>
        (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).All(address =>
            BindingAddress.Parse(address) is var binding && (binding.Host == "localhost" || (IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))));
}
