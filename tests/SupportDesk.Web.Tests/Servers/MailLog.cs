using System.Text.RegularExpressions;

namespace SupportDesk.Web.Tests.Servers;

/// <summary>A mail that a Postfix took over, and what became of it for one recipient.</summary>
/// <param name="QueueId">Never used twice.</param>
/// <param name="MessageId">With its angle brackets.</param>
/// <param name="Status">sent, deferred or bounced: the last that the log says.</param>
sealed record Delivery(string QueueId, string MessageId, string Sender, string Recipient, string Status);

/// <summary>
/// Postfix's own log, the judge of what was really sent. Taken over is what the queue manager made active: the line with the Message-ID alone
/// stands there for a mail that was refused after its content, too.
/// </summary>
sealed partial class MailLog(string path)
{
    /// <summary>What was taken over so far, in order, one row a recipient; a mail without an outcome yet has none.</summary>
    public IReadOnlyList<Delivery> Deliveries()
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var messageIds = Matches(lines, MessageIdLine()).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var senders = Matches(lines, ActiveLine()).GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.First().Groups[2].Value);
        return [.. from match in Matches(lines, OutcomeLine())
                   where senders.ContainsKey(match.Groups[1].Value)
                   group match by (Id: match.Groups[1].Value, Recipient: match.Groups[2].Value) into outcomes
                   select new Delivery(outcomes.Key.Id, messageIds[outcomes.Key.Id].First(), senders[outcomes.Key.Id], outcomes.Key.Recipient, outcomes.Last().Groups[3].Value)];
    }

    /// <summary>The Message-IDs of all that was taken over from a sender, in order, a repeat twice.</summary>
    public IReadOnlyList<string> AcceptedFrom(string sender)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var messageIds = Matches(lines, MessageIdLine()).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return [.. Matches(lines, ActiveLine()).Where(match => match.Groups[2].Value == sender).Select(match => match.Groups[1].Value).Distinct().Select(id => messageIds[id].First())];
    }

    static IEnumerable<Match> Matches(string[] lines, Regex pattern) => lines.Select(line => pattern.Match(line)).Where(match => match.Success);

    [GeneratedRegex(@"/cleanup\[\d+\]: (\w+): message-id=(<.*>)")]
    private static partial Regex MessageIdLine();

    [GeneratedRegex(@"/qmgr\[\d+\]: (\w+): from=<(.*?)>, size=\d+, nrcpt=\d+ \(queue active\)")]
    private static partial Regex ActiveLine();

    [GeneratedRegex(@"/(?:smtp|lmtp|error|discard)\[\d+\]: (\w+): to=<(.*?)>,.* status=(\w+)")]
    private static partial Regex OutcomeLine();
}
