using SupportDesk.Chains;
using SupportDesk.Escalations;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>Why somebody holds a level, as a line beside their name.</summary>
internal static class HolderWords
{
    public static string Of(HolderShown holder, string level) => holder.Reason.Kind switch
    {
        HolderReasonKind.StandsIn => $"stands in for {holder.InPlaceOf}, who is away",
        HolderReasonKind.LevelDeputy => $"deputy, since nobody else of {level} is there",
        HolderReasonKind.NobodyThere => $"administrator, since nobody of {level} is there",
        HolderReasonKind.NobodyReached => $"administrator, since no mail reached {level}",
        _ => holder.Reason.Seat switch
        {
            { Kind: SeatKind.PolicyOwner } => "owns the policy",
            { Kind: SeatKind.TeamLead } => "leads the team that passed it up",
            { Kind: SeatKind.Role, Name: var role } => $"has the role {role}",
            { Kind: SeatKind.Team, Name: var team } => $"is in the team {team}",
            _ => "named by the chain",
        },
    };
}
