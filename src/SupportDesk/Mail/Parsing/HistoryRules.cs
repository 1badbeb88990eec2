namespace SupportDesk.Mail.Parsing;

/// <summary>Whose words stand below a line that looks like the head of another mail.</summary>
enum HistoryKind
{
    /// <summary>The writer's: a letter's head, a form's fields, a journey, a letter that is told.</summary>
    OwnWords,

    /// <summary>The mail that this one answers: history, to be folded.</summary>
    AnsweredTo,

    /// <summary>A mail that the writer passes on: it stays whole.</summary>
    PassedOn,
}

/// <summary>
/// Tells history from own words and from what is passed on, by the passage itself and by what the mail's header says. In a mail that answers
/// nothing only a mail of ours is history, or one that is marked. Text that no server has carried may have lost the header that said what it
/// answers (bodies that a program hands in): there the form that only mail programs write tells.
/// </summary>
static class HistoryRules
{
    /// <param name="block">What looks like a mail's head.</param>
    /// <param name="context">What the mail's own header says.</param>
    /// <param name="marked">A line of dashes, a marker or the client's own markup says that another mail begins.</param>
    /// <param name="introduced">The writer's sentence above leads to it by a colon.</param>
    public static HistoryKind Judge(HeaderBlock.Block block, MailContext context, bool marked, bool introduced)
    {
        if (context.IsForward) return context.MayAnswer && block.From is { } author && context.NamesUs(author) ? HistoryKind.AnsweredTo : HistoryKind.PassedOn;
        if (IsPassedOn(block, context)) return HistoryKind.PassedOn;
        var history = context.IsReply ? IsMail(block, marked) : !introduced && IsClients(block, context, marked);
        return history ? HistoryKind.AnsweredTo : HistoryKind.OwnWords;
    }

    /// <summary>For "On … wrote:" above text without quote marks.</summary>
    public static HistoryKind Judge(string attribution, MailContext context, bool introduced)
    {
        if (context.IsForward) return HistoryKind.PassedOn;
        if (context.IsReply) return HistoryKind.AnsweredTo;
        if (introduced) return HistoryKind.OwnWords;
        var history = context.NamesOurAddress(attribution) || (!context.IsCarried && Attribution.IsClients(attribution));
        return history ? HistoryKind.AnsweredTo : HistoryKind.OwnWords;
    }

    static bool IsMail(HeaderBlock.Block block, bool marked) =>
        marked || (block.From is null ? block is { HasAddress: true, HasTime: true } : block.HasAddress || block.HasTime);

    // A mail that the writer got, and nobody here: a subject of their own was put above it. Where the whole header says that it answers
    // nothing, the writer may have got it under another address.
    static bool IsPassedOn(HeaderBlock.Block block, MailContext context) =>
        !context.HasReplySubject && block.From is { } from && from.Contains('@', StringComparison.Ordinal)
        && !context.NamesUs(block.Text) && !context.NamesWriter(from)
        && (context.NamesWriter(block.Text) || (context is { IsCarried: true, IsReply: false } && block is { HasTime: true, HasOtherFields: false }));

    /// <summary>Below a line that says "original message": neither we nor the writer wrote it, and the mail answers nothing, so it is shown to us.</summary>
    public static bool IsOfOthers(HeaderBlock.Block block, MailContext context) =>
        context is { IsCarried: true, IsReply: false } && block.From is { } from && from.Contains('@', StringComparison.Ordinal)
        && !context.NamesOurAddress(from) && !context.NamesWriter(from);

    // A form has other fields too, a letter no address, a journey neither address nor time.
    static bool IsClients(HeaderBlock.Block block, MailContext context, bool marked)
    {
        if (block.HasOtherFields) return false;
        if (block.From is not { } from) return !context.IsCarried && block is { HasAddress: true, HasZone: true };
        if (context.NamesWriter(from)) return false;
        if (context.NamesOurAddress(from) || context.IsCarried) return context.NamesOurAddress(from);
        return from.Contains('@', StringComparison.Ordinal) ? block.HasTime || marked : block.IsComplete && ((block.HasTime && (marked || block.IsInOrder)) || (marked && block.HasAddress));
    }
}
