using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Mail;

/// <summary>Mail that brings the desk's own server's word with it, through that server.</summary>
public sealed class ForgedResultsTests(MailWorld world)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Silent: the desk's own server says nothing about it, so that only the forged field speaks. That a server must drop such a field where no
    // other server is between it and the writer is said in docs/decisions/0013: nothing in the mail tells it from the server's own there.
    [Theory, Trait("threat", "T04c")]
    [InlineData("silent", "damion@marketfield.test", Verdict.Unproved)]
    [InlineData("contradicted", "damion@bank.test", Verdict.Failed)]
    public async Task T04c_A_forged_pass_in_our_servers_name_is_not_believed(string name, string envelope, Verdict expected)
    {
        await world.ReadyAsync();
        var address = $"forged.{name}@marketfield.test";
        await using var desk = await Fetching.PrepareAsync(world, address);
        await desk.StartAsync();
        var mail = new MimeMessage([new MailboxAddress("Damion", "damion@bank.test")], [MailboxAddress.Parse(address)], "Forged", new TextPart("plain") { Text = "Believe me." });
        mail.Headers.Insert(0, "Authentication-Results", $"{world.AuthServId}; spf=pass smtp.mailfrom=bank.test; dmarc=pass header.from=bank.test");

        // Through the customers' server, of whose mail the desk's one judges all that is not in the desk's own name (MailWorld).
        await world.ClientOf("Mallory", "mallory@customer.test").DeliverAsync(mail, envelope);

        var ticket = await desk.TicketAsync("Forged");
        (await desk.ReadAsync(db => db.Posts.Where(p => p.ThreadId == ticket.ThreadId).Select(p => p.Verdict).SingleAsync(Stop))).ShouldBe(expected);
        (await desk.ReadAsync(db => db.IncomingMail.Select(m => m.Verdict).SingleAsync(Stop))).ShouldBe(expected);
    }
}
