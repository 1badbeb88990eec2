using System.CommandLine;

namespace SupportDesk.Web.Commands;

/// <summary>The verbs of the command line; without one the program is the desk.</summary>
public static class CommandLine
{
    /// <summary>What the arguments ask for, or null where they start the desk.</summary>
    public static ParseResult? Find(string[] args)
    {
        var root = new RootCommand("SupportDesk: a support desk that carries complaints about rules to those who can change them.")
        {
            MailCommands.Create(),
            PeopleCommands.Create(),
            ReceiptCommands.Create(),
            KeyCommands.Create(),
        };
        var asks = args.Length > 0 && (root.Subcommands.Any(command => command.Name == args[0]) || args[0] is "--help" or "-h" or "-?" or "--version");
        return asks ? root.Parse(args) : null;
    }
}
