using System.Reflection;
using SupportDesk.Events;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Tickets;

/// <summary>What a closed ticket and one marked as spam allow: one table over every verb, which a new verb has to join.</summary>
public sealed class TicketVerbTests
{
    static readonly Dictionary<string, (bool Closed, bool Spam)> Allowed = new()
    {
        [nameof(Ticket.Receive)] = (false, true),
        [nameof(Ticket.Reply)] = (false, false),
        [nameof(Ticket.Note)] = (true, true),
        [nameof(Ticket.AskOutside)] = (false, false),
        [nameof(Ticket.HearOutside)] = (true, true),
        [nameof(Ticket.Recall)] = (true, false),
        [nameof(Ticket.Shelve)] = (false, false),
        [nameof(Ticket.AssignTo)] = (false, false),
        [nameof(Ticket.Unassign)] = (false, false),
        [nameof(Ticket.MoveTo)] = (false, false),
        [nameof(Ticket.Prioritise)] = (false, false),
        [nameof(Ticket.Rename)] = (false, false),
        [nameof(Ticket.Tag)] = (false, false),
        [nameof(Ticket.Untag)] = (false, false),
        [nameof(Ticket.Join)] = (false, false),
        [nameof(Ticket.LetGo)] = (false, false),
        [nameof(Ticket.MakeRequester)] = (false, false),
        [nameof(Ticket.KeepSensitive)] = (true, true),
        [nameof(Ticket.NoteMailFailed)] = (true, true),
        [nameof(Ticket.NoteMailCalledOff)] = (true, true),
        [nameof(Ticket.NoteMailBounced)] = (true, true),
        [nameof(Ticket.NoteMaybeSentTwice)] = (true, true),
        [nameof(Ticket.NoteEarlierCopy)] = (true, true),
        [nameof(Ticket.SetStatus)] = (false, false),
        [nameof(Ticket.MarkSpam)] = (false, true),
        [nameof(Ticket.MarkNotSpam)] = (false, true),
        [nameof(Ticket.Snooze)] = (false, false),
        [nameof(Ticket.TimePassed)] = (true, true),
        [nameof(Ticket.TakeBack)] = (true, true),
        [nameof(Ticket.Undo)] = (true, true),
        [nameof(Ticket.Release)] = (false, false),
        [nameof(Ticket.Reject)] = (true, true),
        [nameof(Ticket.ReadAgain)] = (true, true),
        [nameof(Ticket.StopAnswers)] = (true, true),
    };

    public static TheoryData<string> Verbs => [.. Allowed.Keys];

    [Fact]
    public void Every_verb_is_in_the_table()
    {
        var verbs = typeof(Ticket).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(Actor))).Select(m => m.Name).Distinct().ToList();

        verbs.Except(Allowed.Keys).ShouldBeEmpty("decide whether a closed ticket and spam allow it");
        verbs.Except(new PlayedTicket().Verbs.Keys).ShouldBeEmpty("play it in PlayedTicket");
    }

    [Theory, MemberData(nameof(Verbs))]
    public void A_closed_ticket_allows_what_the_table_says(string verb) => Refusal(Closed(), verb).ShouldBe(Allowed[verb].Closed ? null : "# is closed. Open a new ticket instead.");

    [Theory, MemberData(nameof(Verbs))]
    public void Spam_allows_what_the_table_says(string verb) => Refusal(Spam(), verb).ShouldBe(Allowed[verb].Spam ? null : "# is marked as spam. Say first that it is not spam.");

    // Only the refusal for the state counts: an act may be refused for another reason.
    static string? Refusal(PlayedTicket played, string verb)
    {
        try
        {
            played.Verbs[verb](2);
            return null;
        }
        catch (DeskException refusal)
        {
            var sentence = refusal.Message.Replace("#0", "#", StringComparison.Ordinal);
            return sentence.StartsWith("# is ", StringComparison.Ordinal) && !sentence.Contains("not marked", StringComparison.Ordinal) ? sentence : null;
        }
    }

    static PlayedTicket Closed()
    {
        var played = Ready();
        played.Row.SetStatus(TicketStatus.Solved, Outcome.Answered, PlayedTicket.Times, PlayedTicket.Aldo, played.Now);
        played.Step(nameof(Ticket.TimePassed), 100);
        played.Row.Status.ShouldBe(TicketStatus.Closed);
        return played;
    }

    static PlayedTicket Spam()
    {
        var played = Ready();
        played.Row.MarkSpam(PlayedTicket.Aldo, played.Now);
        return played;
    }

    // With something for every verb to act on: a held mail, a reply, a tag.
    static PlayedTicket Ready()
    {
        var played = new PlayedTicket();
        played.Step(nameof(Ticket.Receive), 5).ShouldBeTrue();
        played.Step(nameof(Ticket.Reply), 2).ShouldBeTrue();
        played.Step(nameof(Ticket.Tag), 2).ShouldBeTrue();
        return played;
    }
}
