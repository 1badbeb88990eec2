using SupportDesk.Chains;
using SupportDesk.Escalations;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>What cards say of their case.</summary>
internal static class CardWords
{
    /// <summary>A case's state where its level is not named.</summary>
    public static string Of(EscalationState state) => state switch
    {
        EscalationState.Gathering => "Gathering consent",
        EscalationState.Climbing => "On its way",
        EscalationState.Merged => "Joined with another case",
        _ => $"{state}",
    };

    public static string State(BoardCard card) => card.WaitsFor switch
    {
        WaitsFor.Consent => "Gathering",
        WaitsFor.Answer or WaitsFor.Agent => "Asked",
        WaitsFor.Decision => "Acknowledged",
        _ => "Climbing",
    };

    public static string Words(BoardCard card) => card.WaitsFor switch
    {
        WaitsFor.Consent => "Asks for consent",
        WaitsFor.Delivery => "Not delivered yet",
        WaitsFor.Answer => "Waits for an answer",
        WaitsFor.Agent => "Waits for the agents",
        WaitsFor.Decision => "Acknowledged",
        _ => card.OpenedAt is null ? "Delivered" : "Opened",
    };

    /// <summary>The mark that stands over all else; null for the words of the state itself.</summary>
    public static string? Mark(BoardCard card) => card.IsOverdue ? "Stuck" : card.State == EscalationState.Climbing ? Words(card) : null;

    /// <summary>Who holds the level, beside its name.</summary>
    public static string Holders(BoardCard card) => card switch
    {
        { State: not EscalationState.Climbing } => "",
        { Holders.Count: 0 } => $"Nobody holds {card.Level} now, so it moves up.",
        { IsWithAdministrators: true } => $"With the administrators: {Named(card.Holders)}",
        _ => $"With {Named(card.Holders)}",
    };

    private static string Named(IReadOnlyList<string> people) => people.Count <= 3
        ? string.Join(", ", people)
        : $"{string.Join(", ", people.Take(2))} and {people.Count - 2} others";
}
