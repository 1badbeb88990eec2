using System.Text.Json;
using System.Text.Json.Serialization;
using SupportDesk.Escalations;
using SupportDesk.People;
using SupportDesk.Tickets;

namespace SupportDesk.Demo;

/// <summary>The demo's story as <c>templates/seed/desk.json</c> tells it. Moments are how long ago something was: <c>3d7h</c>, <c>38m</c>.</summary>
public sealed record SeedStory(
    IReadOnlyList<SeedStory.SeedPerson> People,
    IReadOnlyList<SeedStory.SeedTeam> Teams,
    IReadOnlyList<SeedStory.SeedAbsence> Away,
    IReadOnlyList<SeedStory.SeedPolicy> Policies,
    IReadOnlyList<SeedStory.SeedTicket> Tickets,
    IReadOnlyList<SeedStory.SeedEscalation> Escalations)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public sealed record SeedPerson(string Key, string Name, string Address, string? Position = null, string? Language = null, IReadOnlyList<Role>? Roles = null);

    public sealed record SeedTeam(string Name, string Lead, IReadOnlyList<string> Members);

    public sealed record SeedAbsence(string Person, string FromAgo, int Days, string? Deputy = null);

    public sealed record SeedPolicy(string Slug, string Name, string Owner, string Chain, IReadOnlyList<SeedStatement> Statements, IReadOnlyList<SeedRequirement> Requirements);

    public sealed record SeedStatement(string Ago, string Text);

    public sealed record SeedRequirement(string Step, string Needs);

    public sealed record SeedTicket(
        string Requester, string Subject, string Team, IReadOnlyList<SeedPost> Posts, string? Assignee = null, IReadOnlyList<string>? Tags = null,
        TicketStatus? Status = null, Outcome? Ended = null, Priority Priority = Priority.Normal, string Language = "en");

    public sealed record SeedPost(string By, string Ago, string Text, bool Note = false);

    /// <param name="Standing">Who stood at each level at the time, by key.</param>
    public sealed record SeedEscalation(
        string Policy, string Title, string By, string Team, string Ago, int Statement, IReadOnlyList<IReadOnlyList<string>> Standing, IReadOnlyList<SeedSupporter> Supporters, IReadOnlyList<SeedAct> Acts);

    /// <param name="Ticket">The subject of their ticket.</param>
    public sealed record SeedSupporter(string Person, string Ticket, Consent Consent, IReadOnlyList<string> Passages);

    public sealed record SeedAct(string Ago, string By, SeedVerb Do, string Text = "");

    public enum SeedVerb { Open, Acknowledge, Forward, Decline, Accept }

    /// <exception cref="DeskException">The file is not there, or says something else than expected; the sentence names file and line.</exception>
    public static SeedStory Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<SeedStory>(File.ReadAllBytes(file), Form) ?? throw new JsonException("The file is empty.");
        }
        catch (JsonException wrong)
        {
            throw new DeskException($"{file}, line {(wrong.LineNumber ?? 0) + 1}: {wrong.Message}");
        }
    }

    /// <summary>The moment a text like <c>3d7h</c>, <c>5h</c> or <c>38m</c> ago.</summary>
    public static DateTimeOffset Before(DateTimeOffset now, string ago)
    {
        var (span, number) = (TimeSpan.Zero, 0);
        foreach (var c in ago)
        {
            if (char.IsAsciiDigit(c))
            {
                number = (number * 10) + (c - '0');
                continue;
            }

            span += c switch
            {
                'd' => TimeSpan.FromDays(number),
                'h' => TimeSpan.FromHours(number),
                'm' => TimeSpan.FromMinutes(number),
                _ => throw new DeskException($"“{ago}” in the seed is no span of time; it should look like 3d7h or 38m."),
            };
            number = 0;
        }

        return now - span;
    }
}
