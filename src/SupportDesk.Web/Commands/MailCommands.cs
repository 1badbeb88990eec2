using System.CommandLine;

namespace SupportDesk.Web.Commands;

/// <summary><c>mail …</c>: looks at mail without touching the desk.</summary>
static class MailCommands
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths") { Description = "Raw messages, and folders for every .eml in and below them", Arity = ArgumentArity.OneOrMore };
        var inspect = new Command("inspect", "Prints what is understood of each message, as one line of JSON.") { paths };
        inspect.SetAction(parsed => MailInspect.Run(parsed.GetValue(paths)!, Console.OpenStandardOutput()));
        return new Command("mail", "Looks at mail without touching the desk.") { inspect };
    }
}
