namespace SupportDesk.Mail.Parsing;

/// <summary>Whose words stand below a line that looks like the head of another mail.</summary>
enum Passage
{
    /// <summary>The writer's: a letter's head, a form's fields, a journey, a letter that is told.</summary>
    OwnWords,

    /// <summary>The mail that this one answers: history, to be folded.</summary>
    AnsweredTo,

    /// <summary>A mail that the writer passes on: it stays whole.</summary>
    PassedOn,
}

/// <summary>Tells history from own words and from what is passed on, by the passage itself and by what the mail's header says.</summary>
static class Passages
{
    /// <param name="marked">A line of dashes, a marker or the client's own markup says that another mail begins.</param>
    public static Passage Judge(HeaderBlock.Block block, MailContext context, bool marked)
    {
        if (context.IsForward) return Passage.PassedOn;
        if (!context.IsReply && !marked && !MayBeMail(block, context)) return Passage.OwnWords;
        if (context.IsReply && !marked && (block.From is null || !(block.HasAddress || block.HasTime))) return Passage.OwnWords;
        // A mail that the writer got, and nobody here: a new subject, or none, was put above it.
        var known = context.NamesUs(block.Text);
        if (!context.HasReplySubject && !known && block.From is { } from && !context.NamesWriter(from) && context.NamesWriter(block.Text)) return Passage.PassedOn;
        return Passage.AnsweredTo;
    }

    /// <summary>For "On … wrote:" above text without quote marks.</summary>
    public static Passage Judge(string attribution, MailContext context)
    {
        if (context.IsForward) return Passage.PassedOn;
        if (context.IsReply || context.NamesOurAddress(attribution)) return Passage.AnsweredTo;
        return Attribution.IsWhole(attribution) ? Unknown : Passage.OwnWords;
    }

    static readonly Passage Unknown = Environment.GetEnvironmentVariable("H3_STRICT") is null ? Passage.AnsweredTo : Passage.OwnWords;

    static bool MayBeMail(HeaderBlock.Block block, MailContext context) =>
        block is { From: { } from, HasTime: true } && from.Contains('@', StringComparison.Ordinal) && !context.NamesWriter(from)
        && (Unknown == Passage.AnsweredTo || context.NamesOurAddress(from) || context.NamesWriter(block.Text));
}
