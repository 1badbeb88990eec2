using SupportDesk.Threads;

namespace SupportDesk.Search;

/// <summary>What is searched of each thing that can be found. Folded history and signatures are searched too: they may stand nowhere
/// else.</summary>
internal static class SearchText
{
    public static TermList OfPost(Post post, IEnumerable<string> fileNames) =>
        OfPost(post.Text, post.QuotedText, post.Signature, fileNames, post.PlainForm);

    /// <param name="plainForm">Of a mail whose formatted text leaves words of it out.</param>
    public static TermList OfPost(string text, string? quoted, string? signature, IEnumerable<string> fileNames, string? plainForm = null)
    {
        var terms = new TermList().AddText(text).AddText(signature).AddText(quoted).AddText(plainForm);
        foreach (var name in fileNames)
            terms.AddShort(name);
        return terms;
    }

    public static TermList OfTicket(string subject, IEnumerable<string> tags)
    {
        var terms = new TermList().AddShort(subject);
        foreach (var tag in tags)
            terms.AddShort(tag);
        return terms;
    }

    /// <param name="addresses">As written: their domain as people read it, not in its ASCII form.</param>
    public static TermList OfPerson(string name, IEnumerable<string> addresses)
    {
        var terms = new TermList().AddPerson(name);
        foreach (var address in addresses)
            terms.AddPerson(address);
        return terms;
    }
}
