using SupportDesk.People;

namespace SupportDesk.Escalations;

public enum ViewerKind { Public, Supporter, Agent, LevelHolder, OutsideLevel }

/// <summary>Who is about to read words of a supporter, on a page, in a mail or in an export.</summary>
public sealed record Viewer
{
    private Viewer(ViewerKind kind) => Kind = kind;

    public ViewerKind Kind { get; }

    /// <summary>Everybody without a part in the case.</summary>
    public static Viewer Public { get; } = new(ViewerKind.Public);

    /// <summary>Whoever holds a level of the case's chain, and everything that is made for them: dossier, mail, export.</summary>
    public static Viewer LevelHolder { get; } = new(ViewerKind.LevelHolder);

    /// <summary>The supporter whose tracker or consent page it is.</summary>
    public Guid PersonId { get; private init; }

    public StaffUser? Staff { get; private init; }

    /// <summary>Since when a body outside the organisation is on the chain.</summary>
    public DateTimeOffset OnChainSince { get; private init; }

    public static Viewer Supporter(Guid personId) => new(ViewerKind.Supporter) { PersonId = personId };

    /// <summary>Agents read the words of tickets that they may see anyway, whole.</summary>
    public static Viewer Agent(StaffUser staff) => new(ViewerKind.Agent) { Staff = staff, PersonId = staff.PersonId };

    /// <summary>A last level outside the organisation: who answered before it was on the chain was not asked about it.</summary>
    public static Viewer OutsideLevel(DateTimeOffset onChainSince) => new(ViewerKind.OutsideLevel) { OnChainSince = onChainSince };
}

/// <summary>How words may be shown. Wider is larger.</summary>
public enum QuoteForm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Without the name and whatever else tells who wrote them.</summary>
    Unnamed,

    /// <summary>With the display name, without addresses and numbers.</summary>
    Named,

    /// <summary>As they were picked.</summary>
    Whole,
}

/// <summary>What the rule must know of a passage and of its supporter at this moment.</summary>
/// <param name="TicketVisible">The viewer may see the ticket that the words come from.</param>
/// <param name="WaitsForLook">The desk is not sure what tells who wrote them, and no agent has looked yet.</param>
public readonly record struct QuoteFacts(Guid PersonId, Consent Consent, DateTimeOffset? ConsentAt, bool IsWithdrawn, bool IsErased, bool TicketVisible, bool WaitsForLook = false);
