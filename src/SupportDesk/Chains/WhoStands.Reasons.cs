using SupportDesk.Escalations;

namespace SupportDesk.Chains;

/// <summary>Why somebody holds a level.</summary>
public enum HolderReasonKind
{
    /// <summary>They do not hold it.</summary>
    None,

    /// <summary>The chain names them, their role, their team, or them as its lead or as the policy's owner.</summary>
    Named,

    /// <summary>They stand in for somebody who is away.</summary>
    StandsIn,

    /// <summary>They are a deputy of the level, and nobody else who holds it is there.</summary>
    LevelDeputy,

    /// <summary>They are an administrator, and nobody holds the top of the chain.</summary>
    NobodyThere,

    /// <summary>They are an administrator, and no mail reached those who hold the top of the chain.</summary>
    NobodyReached,
}

/// <param name="Away">For whom they stand in.</param>
/// <param name="Seat">The entry of the chain that names them; null unless <see cref="HolderReasonKind.Named"/>.</param>
public readonly record struct HolderReason(HolderReasonKind Kind, Guid? Away = null, Seat? Seat = null);

/// <summary>Why somebody holds the level where a case is: mails and pages say it to whoever would not expect it.</summary>
public sealed partial class WhoStands
{
    public async Task<HolderReason> ReasonAsync(Escalation escalation, Guid person, CancellationToken cancel)
    {
        if (escalation.Climb.Level == 0)
            return default;

        await LoadAsync(cancel);
        var (level, team) = (escalation.Climb.Chain.At(escalation.Climb.Level), escalation.RaisingTeamId);
        var owner = await OwnerAsync(escalation.PolicyId, cancel);
        var named = new List<Guid>();
        foreach (var seat in level.Who)
        {
            var people = await FindAsync(seat, team, owner, cancel);
            if (people.Contains(person) && Present(person))
                return new(HolderReasonKind.Named, Seat: seat);
            named.AddRange(people);
        }

        if (named.Order().Where(p => Deputy(p) == person).Cast<Guid?>().FirstOrDefault() is { } away)
            return new(HolderReasonKind.StandsIn, away);
        if ((await AtAsync(level, team, owner, cancel)).Contains(person))
            return new(HolderReasonKind.LevelDeputy);

        var holds = escalation.Climb.IsAtTop && (await ForAsync(escalation, Voices.None, cancel)).At(escalation.Climb.Level).Contains(person);
        return !holds ? default : new(escalation.Climb.FellToAdministrators ? HolderReasonKind.NobodyReached : HolderReasonKind.NobodyThere);
    }
}
