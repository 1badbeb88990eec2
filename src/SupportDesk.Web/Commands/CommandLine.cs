using System.CommandLine;

namespace SupportDesk.Web.Commands;

/// <summary>The verbs of the command line; without one the program is the desk.</summary>
public static class CommandLine
{
    private static readonly Option<string?> Config = new("--config")
    {
        Description = "The folder with appsettings.json and changed templates; SUPPORTDESK_CONFIG names it too.", HelpName = "DIR", Recursive = true,
    };

    private static readonly Option<string?> DataFolder = new("--data-folder")
    {
        Description = "The desk's data folder, in place of Data:Folder.", HelpName = "DIR", Recursive = true,
    };

    /// <param name="Command">Null where the arguments start the desk.</param>
    /// <param name="DeskArguments">What the desk reads as settings.</param>
    public sealed record Line(ParseResult? Command, string[] DeskArguments, SettingsFolder Settings);

    /// <summary>Tells a command from the start of the desk.</summary>
    /// <exception cref="DeskException">The first word is no command, or the settings folder is not one.</exception>
    public static Line Read(string[] args)
    {
        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.CommandResult.Command is not RootCommand || args.Any(a => a is "--help" or "-h" or "-?" or "--version"))
            return new(parsed, [], SettingsFolder.None);
        if (args is [var word, ..] && !word.StartsWith('-') && !word.StartsWith('/') && !word.Contains('='))
        {
            var commands = string.Join(", ", Root().Subcommands.Select(c => c.Name));
            throw new DeskException($"“{word}” is not a command; expected one of {commands}, or no word to start the desk.");
        }

        return new(null, [.. WithoutFolders(args), .. DataArguments(parsed)], FolderOf(parsed));
    }

    /// <summary>Runs a command; whatever it refuses is one sentence on standard error, and 1.</summary>
    public static async Task<int> RunAsync(ParseResult command)
    {
        if (command.Errors is [var first, ..] && command.Action is not System.CommandLine.Help.HelpAction)
            throw new DeskException($"{first.Message} See --help.");

        try
        {
            return await command.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is not DeskException && Environment.GetEnvironmentVariable("SUPPORTDESK_TRACE") is null)
        {
            throw new DeskException(Refusal.SentenceOf(failure)
                ?? $"The command failed: {Words.OneLine(failure.Message)} ({failure.GetType().Name}; SUPPORTDESK_TRACE=1 shows where).");
        }
    }

    /// <summary>The settings folder that a command was given.</summary>
    /// <exception cref="DeskException">It is not one.</exception>
    internal static SettingsFolder FolderOf(ParseResult parsed) =>
        (parsed.GetValue(Config) ?? Environment.GetEnvironmentVariable("SUPPORTDESK_CONFIG")) is { Length: > 0 } folder
            ? SettingsFolder.At(folder) : SettingsFolder.None;

    /// <summary>The data folder that a command was given, as an argument of the desk's; relative to where the command was started.</summary>
    internal static string[] DataArguments(ParseResult parsed) =>
        parsed.GetValue(DataFolder) is { Length: > 0 } folder ? [$"--Data:Folder={Path.GetFullPath(folder)}"] : [];

    private static RootCommand Root() => new("SupportDesk: a support desk that carries complaints about rules to those who can change them.")
    {
        Config,
        DataFolder,
        MailCommands.Create(),
        PeopleCommands.Create(),
        ReceiptCommands.Create(),
        KeyCommands.Create(),
        SearchCommands.Create(),
    };

    private static IEnumerable<string> WithoutFolders(string[] args)
    {
        for (var no = 0; no < args.Length; no++)
        {
            if (args[no] == Config.Name || args[no] == DataFolder.Name)
                no++;
            else if (!args[no].StartsWith($"{Config.Name}=", StringComparison.Ordinal) && !args[no].StartsWith($"{DataFolder.Name}=", StringComparison.Ordinal))
                yield return args[no];
        }
    }
}
