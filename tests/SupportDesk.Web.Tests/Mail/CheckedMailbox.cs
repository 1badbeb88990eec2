using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Mail;
using SupportDesk.Mail.Checking;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>A mailbox at the real servers whose connection is tested.</summary>
static class CheckedMailbox
{
    public static readonly string[] Steps = ["Name", "Port", "TLS", "Sign-in", "Folder", "Sending", "A mail to itself, with a tag", "A proof of its sender", "A forged proof"];

    public static async Task<Fetching> PrepareAsync(MailWorld world, string address)
    {
        var desk = await Fetching.PrepareAsync(world, address);
        desk.Outgoing.Host = "127.0.0.1";
        (desk.Outgoing.Port, desk.Outgoing.User, desk.Outgoing.Password) = (world.DeskPostfix.StrictPort, address, DovecotServer.Password);
        desk.Outgoing.TrustedCertificate = world.Certificate;
        return desk;
    }

    /// <summary>What each step found.</summary>
    public static async Task<IReadOnlyList<CheckStep>> CheckAsync(Fetching desk)
    {
        var found = new List<CheckStep>();
        await foreach (var step in RunAsync(desk))
        {
            if (step.State != CheckState.Running)
                found.Add(step);
        }

        return found;
    }

    /// <summary>Each step when it begins and when it ends.</summary>
    public static async IAsyncEnumerable<CheckStep> RunAsync(Fetching desk)
    {
        var stop = TestContext.Current.CancellationToken;
        var mailbox = (await desk.Services.GetRequiredService<MailboxesAsTheyStand>().LookAsync("support", stop)).Single();
        await foreach (var step in desk.Services.GetRequiredService<MailboxCheck>().RunAsync(mailbox, stop))
            yield return step;
    }
}
