using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Pairs;

/// <summary>How a ticket stands when a pair begins.</summary>
enum TicketStage { Open, Held, Replied, Solved, Spam, Closed }

/// <summary>
/// A ticket of Damion's that Aldo has; where it is held, a further mail waits on it; where it is replied, Aldo's answer can still be taken
/// back.
/// </summary>
sealed class TicketScene
{
    static int made;

    readonly CaseDesk desk;

    TicketScene(CaseDesk desk, Tag tag, TicketStage stage)
    {
        this.desk = desk;
        Ticket = Ticket.Open(new NewTicket(Name, desk["damion"], null, desk.TeamId, null, "en"), Words("damion", "I have no picture."),
            By("damion", Capacity.Requester), Now);
        Ticket.AssignTo(desk["aldo"], By("aldo"), Now);
        Ticket.Tag(tag, By("aldo"), Now);
        switch (stage)
        {
            case TicketStage.Held:
                Ticket.Receive(Words("damion", "Is it me?") with { State = PostState.Held, Origin = Origin.Mail }, By("damion", Capacity.Requester), Now);
                break;
            case TicketStage.Replied:
                Ticket.Reply(Words("aldo", "We look at it."), AfterReply.Pend, Times, By("aldo"), Now);
                break;
            case TicketStage.Solved:
                Ticket.Join(desk["bojan"], null, ParticipantKind.Copied, By("aldo"), Now);
                Ticket.SetStatus(TicketStatus.Solved, Outcome.Answered, Times, By("aldo"), Now);
                break;
            case TicketStage.Spam:
                Ticket.MarkSpam(By("aldo"), Now);
                break;
            case TicketStage.Closed:
                Ticket.Shelve(By("aldo"), Now);
                break;
            default:
                break;
        }
    }

    public CaseDesk Desk => desk;
    public string Name { get; } = $"pair-{Interlocked.Increment(ref made)}";
    public Ticket Ticket { get; }
    public TicketOptions Times { get; } = new();
    public DateTimeOffset Now => desk.Now;

    /// <summary>Makes scenes in one save.</summary>
    public static async Task<IReadOnlyList<TicketScene>> MakeAsync(CaseDesk desk, Tag tag, IReadOnlyList<TicketStage> stages)
    {
        var scenes = stages.Select(stage => new TicketScene(desk, tag, stage)).ToList();
        await desk.DoAsync(async db =>
        {
            db.AddRange(scenes.Select(s => s.Ticket));
            foreach (var scene in scenes)
            {
                await PairMail.AddAddressAsync(desk, db, ReplyPurpose.Ticket, scene.Ticket.Id, "damion");
                await PairMail.AddAddressAsync(desk, db, ReplyPurpose.Agent, scene.Ticket.Id, "aldo");
            }
        });
        return scenes;
    }

    public Actor By(string who, Capacity capacity = Capacity.Agent) => new(desk[who], capacity, Via.Web);

    public NewPost Words(string who, string text) =>
        new(PostKind.Reply, desk[who], who, $"{who}@marketfield.test", $"<p>{text}</p>", text, Origin.Web);
}
