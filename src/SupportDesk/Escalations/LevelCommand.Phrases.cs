namespace SupportDesk.Escalations;

public sealed partial record LevelCommand
{
    // Folded: lower case, without accents, one space between words. "Cancel" is what people write who want to drop something.
    private static readonly Dictionary<string, LevelVerb> Verbs = Table(
        (LevelVerb.Acknowledge, "acknowledge, acknowledged, ack, bestatigen, bestaetigen, bestatigt, bestaetigt, eingang bestatigen, eingang bestatigt, eingang bestaetigt"),
        (LevelVerb.Forward, "forward, weiterreichen, weiterleiten, weitergeben"),
        (LevelVerb.Ask, "ask, fragen, nachfragen"),
        (LevelVerb.Decide, "decide, entscheiden"),
        (LevelVerb.Confirm, "confirm, confirmed, freigeben, freigegeben"),
        (LevelVerb.Change, "change, andern, aendern"),
        (LevelVerb.Discard, "discard, cancel, verwerfen, abbrechen"));

    private static readonly Dictionary<string, DecisionOutcome> Outcomes = Table(
        (DecisionOutcome.Accepted, "accept, accepted, zustimmen, zugestimmt, annehmen, angenommen"),
        (DecisionOutcome.PartlyAccepted, "partly accept, partly accepted, partlyaccepted, partially accept, partially accepted, accept partly, accepted partly, accepted in part"),
        (DecisionOutcome.PartlyAccepted, "zum teil zustimmen, zum teil zugestimmt, zum teil annehmen, zum teil angenommen, teilweise zustimmen, teilweise zugestimmt, teilweise annehmen, teilweise angenommen"),
        (DecisionOutcome.Declined, "decline, declined, reject, rejected, ablehnen, abgelehnt"),
        (DecisionOutcome.Clarified, "clarify, clarified, klarstellen, klargestellt, klaren, klaeren, geklart, geklaert"));

    private static Dictionary<string, T> Table<T>(params ReadOnlySpan<(T Meaning, string Phrases)> rows)
    {
        var table = new Dictionary<string, T>();
        foreach (var (meaning, phrases) in rows)
        {
            foreach (var phrase in phrases.Split(", "))
                table.Add(phrase, meaning);
        }

        return table;
    }
}
