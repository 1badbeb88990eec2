using System.CommandLine;

namespace SupportDesk.Web.Commands;

/// <summary><c>mail …</c>: looks at mail and at mailboxes without changing the desk.</summary>
static class MailCommands
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths") { Description = "Raw messages, and folders for every .eml in and below them", Arity = ArgumentArity.OneOrMore };
        var inspect = new Command("inspect", "Prints what is understood of each message, as one line of JSON.") { paths };
        inspect.SetAction(parsed => MailInspect.Run(parsed.GetValue(paths)!, Console.OpenStandardOutput()));
        var names = new Argument<string[]>("mailboxes") { Description = "Mailboxes by their names; none: all that are configured", Arity = ArgumentArity.ZeroOrMore };
        var test = new Command("test", "Tests the connection of mailboxes, and whether the proof on a mail that each sends to itself is believed.") { names };
        test.SetAction((parsed, cancel) => CommandHost.RunAsync(parsed, (services, token) => MailTest.RunAsync(services, parsed.GetValue(names) ?? [], Console.Out, token), cancel));
        return new Command("mail", "Looks at mail and at mailboxes without changing the desk.") { inspect, test };
    }
}
