using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SupportDesk.Data;
using SupportDesk.People;

namespace SupportDesk.Chains;

/// <summary>
/// Finds whom the chains of the settings name without effect: people and teams that the desk does not know. They are rows that an administrator adds
/// while the desk runs, so this is said at start and in administration, and the desk starts all the same.
/// </summary>
public sealed partial class ChainCheck(IDbContextFactory<DeskDb> databases, IOptions<EscalationOptions> options, ILogger<ChainCheck> log)
{
    /// <summary>Says in the log what <see cref="FindAsync"/> finds, one line for each.</summary>
    public async Task ReportAsync(CancellationToken cancel)
    {
        foreach (var problem in await FindAsync(cancel))
            Log.Problem(log, problem);
    }

    /// <summary>One sentence for each problem, with the key, its value and what would be right.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var problems = new List<string>();
        if (!await db.Chains.AnyAsync(cancel))
        {
            problems.Add("Escalations:Chains is empty, so nothing can be passed up to a policy yet. "
                + "Name the levels of a chain there (docs/settings.md shows one) and start the desk again.");
        }

        var configured = await db.Chains.Where(c => c.FromConfiguration).Select(c => c.Name).ToListAsync(cancel);
        foreach (var left in configured.Where(name => !options.Value.Chains.ContainsKey(name)).Order())
            problems.Add($"The chain “{left}” is no longer in the settings (Escalations:Chains:{left}). Its policies keep it as it was.");
        foreach (var (chain, levels) in options.Value.Chains.Select(c => (c.Key, c.Value.Levels)))
        {
            foreach (var (no, level) in levels.Index())
            {
                var path = $"Escalations:Chains:{chain}:Levels:{no}";
                await AddAsync(db, $"{path}:Who", level.Who, problems, cancel);
                await AddAsync(db, $"{path}:Deputies", level.Deputies, problems, cancel);
            }
        }

        return problems;
    }

    private static async Task AddAsync(DeskDb db, string path, List<string> holders, List<string> problems, CancellationToken cancel)
    {
        foreach (var (no, written) in holders.Index())
        {
            if (await ProblemOfAsync(db, Seat.Parse(written), cancel) is { } problem)
                problems.Add($"{path}:{no} is “{written}”: {problem}");
        }
    }

    private static Task<string?> ProblemOfAsync(DeskDb db, Seat seat, CancellationToken cancel) => seat.Kind switch
    {
        SeatKind.Person => OfPersonAsync(db, seat.Name!, cancel),
        SeatKind.Team => OfTeamAsync(db, seat.Name!, cancel),
        SeatKind.Role => OfRoleAsync(db, Enum.Parse<Role>(seat.Name!, ignoreCase: true), cancel),
        _ => Task.FromResult<string?>(null),
    };

    private static async Task<string?> OfPersonAsync(DeskDb db, string address, CancellationToken cancel)
    {
        if (MailAddress.Fold(address) is not { } key)
            return "that is not a mail address; expected person:ADDRESS.";

        var accounts = await db.Users.Where(a => db.MailAddresses.Any(m => m.AddressKey == key && m.PersonId == a.Id))
            .Select(a => new { a.DeactivatedAt }).ToListAsync(cancel);
        return accounts.Count == 0 ? "nobody with that address can sign in; expected the address of somebody with an account."
            : accounts.TrueForAll(a => a.DeactivatedAt is not null) ? "that account is deactivated; name somebody else, or reactivate it."
            : null;
    }

    private static async Task<string?> OfTeamAsync(DeskDb db, string name, CancellationToken cancel)
    {
        var key = Person.KeyOf(name);
        var teams = await db.Teams.Select(t => new { t.Name, t.NameKey, People = db.Memberships.Count(m => m.TeamId == t.Id) })
            .ToListAsync(cancel);
        return teams.Find(t => t.NameKey == key) is { } team ? (team.People == 0 ? "nobody is in that team yet." : null)
            : teams.Count == 0 ? "there is no such team; the desk has none yet."
            : $"there is no such team; expected one of {string.Join(", ", teams.Select(t => t.Name).Order())}.";
    }

    private static async Task<string?> OfRoleAsync(DeskDb db, Role role, CancellationToken cancel) =>
        await db.AccountRoles.AnyAsync(r => r.Role == role && db.Users.Any(a => a.Id == r.AccountId && a.DeactivatedAt == null), cancel)
            ? null : "nobody has that role yet.";

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Warning, "{Problem}")]
        public static partial void Problem(ILogger log, string problem);
    }
}
