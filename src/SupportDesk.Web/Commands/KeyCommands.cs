using System.CommandLine;
using SupportDesk.Data;

namespace SupportDesk.Web.Commands;

/// <summary><c>keys rotate [--leaked]</c>: a new key for the reply tokens in our mails. Processes that run take it over within half a minute.</summary>
internal static class KeyCommands
{
    public static Command Create()
    {
        var leaked = new Option<bool>("--leaked") { Description = "Somebody may have seen the old keys: reply addresses, mailed links and sessions that exist end too." };
        var rotate = new Command("rotate", "Makes a new key for reply addresses; mails that left before can be answered for 400 days.") { leaked };
        rotate.SetAction((parsed, cancel) => CommandHost.RunAsync(parsed, (services, token) => RotateAsync(services, parsed.GetValue(leaked), Console.Out, token), cancel));
        var replace = new Command("replace", "Starts again with a new key file where the old one is lost; docs/keys.md says what is lost with it.");
        replace.SetAction((parsed, cancel) => CommandHost.RunAsync(parsed, (services, token) => ReplaceAsync(services, Console.Out, token), cancel, start: false));
        return new Command("keys", "The desk's secrets.") { rotate, replace };
    }

    internal static async Task<int> ReplaceAsync(IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        await services.GetRequiredService<KeyBinding>().ReplaceAsync(cancel);
        await output.WriteLineAsync($"A new key lies in {services.GetRequiredService<KeyFile>().Path}. Everybody signs in again, and every case was sealed as it stands.");
        return 0;
    }

    internal static async Task<int> RotateAsync(IServiceProvider services, bool leaked, TextWriter output, CancellationToken cancel)
    {
        var rotation = services.GetRequiredService<KeyRotation>();
        if (leaked)
        {
            var ended = await rotation.RevokeAsync(cancel);
            await output.WriteLineAsync($"A new key signs reply addresses. The keys made before ({ended.Keys}) were revoked, so reply addresses that were mailed before are believed no longer.");
            await output.WriteLineAsync($"Mailed links that ended: {ended.Links}. Accounts that must sign in again: {ended.Accounts}.");
            await output.WriteLineAsync($"Every running desk process follows within a minute: all of this holds from {ended.HoldsFrom:yyyy-MM-dd HH:mm:ss} UTC.");
        }
        else
        {
            await rotation.RenewAsync(cancel);
            await output.WriteLineAsync($"A new key signs reply addresses. Those that exist are believed for {KeyRing.Grace.TotalDays:0} days more.");
        }

        return 0;
    }
}
