using SupportDesk.Escalations;
using SupportDesk.Jobs;
using SupportDesk.Mail;

namespace SupportDesk.Chains;

/// <summary>How many people stand behind an escalation, by their consent at the moment.</summary>
/// <param name="Silent">Those who have not answered.</param>
public sealed record Voices(int Named, int Anonymous, int Private, int Silent)
{
    public static Voices None { get; } = new(0, 0, 0, 0);

    /// <summary>Counts consents.</summary>
    public static Voices Of(IEnumerable<Consent> consents)
    {
        var of = consents.CountBy(c => c).ToDictionary();
        return new(of.GetValueOrDefault(Consent.Named), of.GetValueOrDefault(Consent.Anonymous), of.GetValueOrDefault(Consent.Private), of.GetValueOrDefault(Consent.None));
    }

    public int All => Named + Anonymous + Private + Silent;
}

/// <summary>
/// How an escalation stands now: who can act at each level of its chain at this moment (enabled accounts, not absent today, deputies
/// where they stand in), and how many people are behind it. Resolved anew for each act and sweep and passed into the verbs.
/// </summary>
/// <param name="Levels">For each level, in order, the people who can act there now.</param>
/// <param name="Administrators">Active administrators, to whom the top falls back while nobody stands there.</param>
/// <param name="Voices">The people behind it.</param>
public sealed record Standing(IReadOnlyList<IReadOnlySet<Guid>> Levels, IReadOnlySet<Guid> Administrators, Voices Voices)
{
    /// <summary>What became of the level's notices; only the sweep looks.</summary>
    public LevelNotices Notices { get; init; } = LevelNotices.Unknown;

    /// <summary>How long the desk tries to deliver a mail.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromDays(4);

    /// <summary>When the desk last was off for long; only the sweep looks.</summary>
    public DeskGap? Gap { get; init; }

    /// <summary>When our own sending server was down.</summary>
    public IReadOnlyList<SendingOutage> Outages { get; init; } = [];

    /// <summary>No mail reached those at the top, so the administrators hold it as well.</summary>
    public bool FellToAdministrators { get; init; }

    public int Top => Levels.Count;

    /// <summary>Who can act at a level (from 1) now; at the top the administrators where nobody else is, or can be reached.</summary>
    public IReadOnlySet<Guid> At(int level) =>
        FellToAdministrators && level == Top ? Levels[level - 1].Union(Administrators).ToHashSet() : WhoEnters(level);

    /// <summary>A level, or the next one above it that somebody holds: there a case goes that comes to a level which nobody holds.</summary>
    public int HeldFrom(int level) => Enumerable.Range(level, Top - level + 1).FirstOrDefault(AnyoneAt, Top);

    /// <summary>Who holds a level when a case comes there anew: nobody has tried to reach them yet.</summary>
    public IReadOnlySet<Guid> WhoEnters(int level)
    {
        var people = Levels[level - 1];
        return people.Count == 0 && level == Top ? Administrators : people;
    }

    /// <summary>Whether somebody can act at a level now.</summary>
    public bool AnyoneAt(int level) => At(level).Count > 0;

    /// <summary>The lowest level from the given one upwards at which a person stands now, or null.</summary>
    public int? LevelOf(Guid person, int from)
    {
        for (var level = Math.Max(from, 1); level <= Top; level++)
        {
            if (At(level).Contains(person))
                return level;
        }

        return null;
    }
}
