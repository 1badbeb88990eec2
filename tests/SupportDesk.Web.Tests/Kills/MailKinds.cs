using MimeKit;
using MimeKit.Text;
using SupportDesk.Mail;

namespace SupportDesk.Web.Tests.Kills;

/// <summary>Kinds of mail that no program may lose though no customer simply wrote them: made of a customer's plain letter, two in five.</summary>
static class MailKinds
{
    const string Phrase = "The delivery of my table failed again, and your letter was returned to sender.";

    /// <summary>What becomes of the nth letter; null where it stays plain.</summary>
    public static MailOutcome? Expected(int n) => (n % 20) switch
    {
        1 or 2 or 7 or 11 or 12 => MailOutcome.NewTicket,
        6 or 17 => MailOutcome.Ignored,
        16 => n == 16 ? MailOutcome.NewTicket : MailOutcome.Posted,
        _ => null,
    };

    /// <param name="again">Makes the letter of a number once more.</param>
    public static MimeMessage Of(int n, MimeMessage letter, MailboxAddress desk, Func<int, MimeMessage> again)
    {
        var writer = letter.From.Mailboxes.Single();
        switch (n % 20)
        {
            case 1: // A contact form that sends by the desk's own address.
                letter.From.Clear();
                letter.From.Add(new MailboxAddress("Web form", desk.Address));
                letter.ReplyTo.Add(writer);
                break;
            case 2: // A person whose address is a machine's elsewhere.
                letter.From.Clear();
                letter.From.Add(new MailboxAddress("Carl, IT", $"postmaster@school{n}.test"));
                break;
            case 6: // A delivery report about mail that is none of the desk's.
                letter.From.Clear();
                letter.From.Add(new MailboxAddress("Mail Delivery System", "mailer-daemon@mx.test"));
                letter.Headers.Insert(0, "Return-Path", "<>");
                letter.Body = Report(n);
                break;
            case 7: // An empty return path and an unlucky phrase, by a person.
                letter.Headers.Insert(0, "Return-Path", "<>");
                letter.Body = new TextPart(TextFormat.Plain) { Text = Phrase };
                break;
            case 11:
                letter.Headers.Add("Auto-Submitted", "auto-replied");
                break;
            case 12:
                letter.Headers.Add("List-ID", "<sellers.lists.test>");
                letter.Headers.Add("Precedence", "list");
                break;
            case 16: // One machine's unclear mails: the first is a ticket, the others join it.
                letter.From.Clear();
                letter.From.Add(new MailboxAddress(null, "postmaster@relay.test"));
                letter.Subject = $"Undeliverable {n}";
                letter.Body = new TextPart(TextFormat.Plain) { Text = $"Spam {n} of yours was not delivered, our mail server says." };
                break;
            case 17: // A copy of the plain letter two before, by another way.
                letter = again(n - 2);
                letter.Headers.Insert(0, "Delivered-To", "help@marketfield.test");
                break;
        }

        return letter;
    }

    static MultipartReport Report(int n) => new("delivery-status")
    {
        new TextPart(TextFormat.Plain) { Text = "It could not be delivered." },
        new MessageDeliveryStatus { StatusGroups = { new HeaderList { { "Reporting-MTA", "dns; mx.test" } }, new HeaderList { { "Final-Recipient", $"rfc822; gone{n}@elsewhere.test" }, { "Action", "failed" }, { "Status", "5.1.1" } } } },
    };
}
