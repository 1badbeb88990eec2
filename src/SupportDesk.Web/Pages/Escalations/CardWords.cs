using SupportDesk.Chains;
using SupportDesk.Escalations;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>What a card of the board says of its case.</summary>
internal static class CardWords
{
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
}
