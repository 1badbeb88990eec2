using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;
using SupportDesk.People;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>Whom a mail names, in a line and in full.</summary>
internal static class MailHeadWords
{
    private const int MostNamed = 3;

    /// <summary><c>To support@…, Cc Max</c>.</summary>
    public static string Brief(MailHead? head)
    {
        if (head is null)
            return "The mail as it was sent";

        var (to, cc) = (Names(head.To), Names(head.Cc));
        return (to, cc) switch
        {
            ("", "") => "To nobody it names",
            (_, "") => $"To {to}",
            ("", _) => $"Cc {cc}",
            _ => $"To {to}, Cc {cc}",
        };
    }

    /// <summary>Its fields, each with all that it names.</summary>
    /// <param name="writer">The address under which the post stands: a From that is another one is shown too.</param>
    public static IEnumerable<(string Name, string Value)> Lines(MailHead? head, string? writer)
    {
        if (head is null)
            yield break;
        if (head.From is { } from && MailAddress.Fold(from.Address) != MailAddress.Fold(writer))
            yield return ("Sent by", $"{from}");
        if (head.OriginalFrom.Count > 0)
            yield return ("Original sender", All(head.OriginalFrom));
        if (head.ReplyTo.Count > 0)
            yield return ("Reply-To", All(head.ReplyTo));
        if (head.To.Count > 0)
            yield return ("To", All(head.To));
        if (head.Cc.Count > 0)
            yield return ("Cc", All(head.Cc));
        if (head.More > 0)
            yield return ("And", head.More == 1 ? "1 more" : $"{head.More} more");
    }

    private static string Names(IReadOnlyList<WrittenAddress> people) =>
        string.Join(", ", people.Take(MostNamed).Select(p => p.Name ?? p.Address)) + (people.Count > MostNamed ? $" and {people.Count - MostNamed} more" : "");

    private static string All(IReadOnlyList<WrittenAddress> people) => string.Join(", ", people);
}
