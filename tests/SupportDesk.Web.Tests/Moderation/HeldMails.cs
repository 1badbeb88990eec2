using Microsoft.EntityFrameworkCore;
using SupportDesk.Events;
using SupportDesk.Mail;
using SupportDesk.Threads;

namespace SupportDesk.Web.Tests.Moderation;

static class HeldMails
{
    /// <summary>A mail that names somebody as its sender and is held on a ticket, as the gateway leaves it.</summary>
    public static Task<Guid> HoldAsync(this DeskApplication desk, long number, string words, string name = "Damion M", string address = "damion@customer.test", Verdict verdict = Verdict.Unproved, string? signer = null, string why = "It answers by a reply address that was made for somebody else, and nothing proves who sent it.") =>
        desk.DoAsync(async db =>
        {
            var ticket = await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Number == number);
            var mail = new NewPost(PostKind.Reply, ticket.RequesterId, name, address, $"<p>{words}</p>", words, Origin.Mail, Verdict: verdict) { State = PostState.Held };
            var post = ticket.Receive(mail, new(ticket.RequesterId, Capacity.Requester, Via.Mail), desk.Clock.Now);
            db.IncomingMail.Add(new IncomingMail
            {
                MailboxId = ticket.Id, RawHash = $"{post.Id:N}", At = desk.Clock.Now, Verdict = verdict, Class = MailClass.Person, Outcome = MailOutcome.Held, Signer = signer, PostId = post.Id, TicketId = ticket.Id, Problem = why,
            });
            return post.Id;
        });
}
