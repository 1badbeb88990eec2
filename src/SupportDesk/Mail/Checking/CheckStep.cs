namespace SupportDesk.Mail.Checking;

/// <summary>How a step of a check went.</summary>
public enum CheckState
{
    Works,

    /// <summary>It has begun, and is not over.</summary>
    Running,

    /// <summary>It works, and something about it wants a look.</summary>
    Look,
    Failed,
    NotChecked,
}

/// <summary>One step of a mailbox's check.</summary>
/// <param name="Words">What was found, and where it is wrong, what would be right.</param>
public sealed record CheckStep(string Name, CheckState State, string Words)
{
    public static CheckStep Works(string words) => new("", CheckState.Works, words);

    public static CheckStep Look(string words) => new("", CheckState.Look, words);

    public static CheckStep Failed(string words) => new("", CheckState.Failed, words);

    public static CheckStep NotChecked(string words) => new("", CheckState.NotChecked, words);
}
