using System.CommandLine;

namespace SupportDesk.Web.Commands;

/// <summary><c>mail …</c>: looks at mail without touching the desk.</summary>
static class MailCommands
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Raw messages (.eml)", Arity = ArgumentArity.OneOrMore };
        var inspect = new Command("inspect", "Prints what is understood of each message, as one line of JSON.") { files };
        inspect.SetAction(parsed => MailInspect.Run(parsed.GetValue(files)!, Console.OpenStandardOutput()));
        return new Command("mail", "Looks at mail without touching the desk.") { inspect };
    }
}
