using SupportDesk.Escalations;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Outcomes of a decision in words.</summary>
internal static class OutcomeWords
{
    /// <summary>What choosing it means.</summary>
    public static string Meaning(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Accepted => "The rule changes as they ask.",
        DecisionOutcome.PartlyAccepted => "Part of it changes.",
        DecisionOutcome.Declined => "The rule stays.",
        _ => "The rule never meant that; it is explained.",
    };
}
