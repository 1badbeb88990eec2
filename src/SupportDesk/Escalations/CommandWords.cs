namespace SupportDesk.Escalations;

/// <summary>The words that mails offer as commands, as <see cref="LevelCommand"/> reads them.</summary>
public sealed record CommandWords(
    string Acknowledge, string Ask, string Forward, string Accepted, string PartlyAccepted, string Declined, string Clarified, string Confirm, string Change, string Discard)
{
    private static readonly CommandWords English = new("acknowledge", "ask:", "forward:", "accepted:", "partly accepted:", "declined:", "clarified:", "CONFIRM", "CHANGE", "DISCARD");
    private static readonly CommandWords German = new(
        "bestätigen", "nachfragen:", "weiterreichen:", "zugestimmt:", "zum Teil zugestimmt:", "abgelehnt:", "klargestellt:", "FREIGEBEN", "ÄNDERN", "VERWERFEN");

    /// <param name="language">BCP 47; those without a table of their own read English.</param>
    public static CommandWords For(string language) => language.StartsWith("de", StringComparison.OrdinalIgnoreCase) ? German : English;

    /// <summary>What each word means, in the order in which mails offer them.</summary>
    public IReadOnlyList<(string Word, LevelVerb Verb, DecisionOutcome? Outcome)> All =>
    [
        (Acknowledge, LevelVerb.Acknowledge, null), (Ask, LevelVerb.Ask, null), (Forward, LevelVerb.Forward, null), (Accepted, LevelVerb.Decide, DecisionOutcome.Accepted),
        (PartlyAccepted, LevelVerb.Decide, DecisionOutcome.PartlyAccepted), (Declined, LevelVerb.Decide, DecisionOutcome.Declined), (Clarified, LevelVerb.Decide, DecisionOutcome.Clarified),
        (Confirm, LevelVerb.Confirm, null), (Change, LevelVerb.Change, null), (Discard, LevelVerb.Discard, null),
    ];
}
