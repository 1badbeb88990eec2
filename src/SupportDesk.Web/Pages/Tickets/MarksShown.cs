using SupportDesk.Escalations.Redaction;

namespace SupportDesk.Web.Pages.Tickets;

/// <summary>A text with boxes in it: each proposal to leave something out can be taken or not.</summary>
/// <param name="Field">What stands before the names of the fields.</param>
/// <param name="Kept">See <see cref="KeptWords"/>.</param>
public sealed record MarksShown(string Field, string Text, IReadOnlyList<Proposal> Proposals, string Kept = "")
{
    /// <summary>The text in stretches: what stays, and what is proposed to go.</summary>
    public IEnumerable<(string Text, Proposal? Proposal)> Stretches()
    {
        var at = 0;
        foreach (var proposal in Proposals)
        {
            yield return (Text[at..proposal.Finding.Start], null);
            yield return (Text.Substring(proposal.Finding.Start, proposal.Finding.Length), proposal);
            at = proposal.Finding.End;
        }

        yield return (Text[at..], null);
    }

    public static string KindOf(FindingKind kind) => kind switch
    {
        FindingKind.MailAddress => "mail address",
        FindingKind.Telephone => "telephone number",
        FindingKind.PostalAddress => "postal address",
        FindingKind.WebAddress => "web address",
        FindingKind.FileName => "file name",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
