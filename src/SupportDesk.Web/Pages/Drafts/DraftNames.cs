using SupportDesk.Drafts;

namespace SupportDesk.Web.Pages.Drafts;

/// <summary>What a draft is called, and the page that it belongs to.</summary>
internal static class DraftNames
{
    public static string NameOf(DraftPlace place) => place.Kind switch
    {
        DraftKind.Reply => $"Reply on {Of(place)}",
        DraftKind.Note => $"Note on {Of(place)}",
        DraftKind.OutsideQuestion => $"Question to somebody outside, on {Of(place)}",
        DraftKind.NewTicket => "New ticket",
        DraftKind.PassUp => $"Passing {Of(place)} up to a policy",
        DraftKind.Question => $"Question on {Of(place)}",
        DraftKind.Forward => $"Forwarding {Of(place)}",
        DraftKind.Decision => $"Decision on {Of(place)}",
        DraftKind.Answer => $"Answer on {Of(place)}",
        DraftKind.Return => $"Returning {Of(place)} to the agents",
        DraftKind.Reopening => $"Reopening {Of(place)}",
        DraftKind.CaseNote => $"Note on {Of(place)}",
        DraftKind.PolicyStatement => $"New wording of {Of(place)}",
        _ => "New policy",
    };

    public static string AddressOf(DraftPlace place)
    {
        var (root, key) = place.Subject.Split(':', 2) switch { ["ticket", var n] => ("/tickets", n), ["case", var n] => ("/escalations", n), ["policy", var slug] => ("/policies", slug), _ => ("", "") };
        return place.Kind switch
        {
            DraftKind.Reply => $"{root}/{key}#composer",
            DraftKind.Note => $"{root}/{key}?write=note#note",
            DraftKind.OutsideQuestion => $"{root}/{key}/outside",
            DraftKind.NewTicket => "/tickets/new",
            DraftKind.PassUp => $"{root}/{key}/escalation",
            DraftKind.Question => $"{root}/{key}/question",
            DraftKind.Forward => $"{root}/{key}/forwarding",
            DraftKind.Decision => $"{root}/{key}/decision",
            DraftKind.Answer => $"{root}/{key}/answer",
            DraftKind.Return => $"{root}/{key}/return",
            DraftKind.Reopening => $"{root}/{key}/reopening",
            DraftKind.CaseNote => $"{root}/{key}/note",
            DraftKind.PolicyStatement => $"{root}/{key}/statement",
            _ => "/policies/new",
        };
    }

    private static string Of(DraftPlace place) => place.Subject.Split(':', 2) switch { ["ticket", var n] => $"#{n}", ["case", var n] => $"E-{n}", [_, var slug] => slug, _ => "" };
}
