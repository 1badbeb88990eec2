using Microsoft.EntityFrameworkCore;
using SupportDesk.Calendars;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Threads;

namespace SupportDesk.Escalations;

/// <summary>A supporter's answer to a level's question, whatever door it came by: a post of their private ticket that goes up.</summary>
public static class Answering
{
    // Working time at the level that asked.
    private static readonly PromisedTime LookWithin = PromisedTime.Parse("8h");

    /// <summary>The question and who of its supporters this person is; null if they are not asked, have left, answered already, or nobody waits for it any more.</summary>
    public static async Task<(Question Question, Supporter Supporter)?> OpenQuestionAsync(this DeskDb db, Guid questionId, Guid personId, CancellationToken cancel)
    {
        if (await db.Questions.SingleOrDefaultAsync(q => q.Id == questionId, cancel) is not { } question)
            return null;
        if (await db.Supporters.SingleOrDefaultAsync(s => s.EscalationId == question.EscalationId && s.PersonId == personId && s.WithdrawnAt == null && s.CountedAt != null, cancel) is not { } supporter)
            return null;

        var answered = await db.Answers.AnyAsync(a => a.QuestionId == question.Id && a.SupporterId == supporter.Id, cancel);
        var climbs = await db.Escalations.AnyAsync(e => e.Id == question.EscalationId && e.State == EscalationState.Climbing, cancel);
        var decided = await db.Decisions.AnyAsync(d => d.EscalationId == question.EscalationId && d.At >= question.AskedAt, cancel);
        return answered || !climbs || decided || (question.SupporterId is { } asked && asked != supporter.Id) ? null : (question, supporter);
    }

    /// <summary>Passes the post up: its words are read beside the question as far as the supporter consents. Where the question says so, they join the passages of the case.</summary>
    public static async Task<Answer> AnswerAsync(this DeskDb db, Question question, Supporter supporter, Post post, Actor by, DateTimeOffset at, CancellationToken cancel)
    {
        var escalation = await db.Escalations.SingleAsync(e => e.Id == question.EscalationId, cancel);
        var words = PublicPost.FromReply(post);
        Passage? passage = null;
        if (words.Text.Trim().Length > 0)
        {
            var ordinal = 1 + await db.Passages.CountAsync(p => p.SupporterId == supporter.Id, cancel);
            var lookBy = await LookByAsync(db, escalation, question, supporter, post, at, cancel);
            passage = supporter.Pick(words.Id, ordinal, words.Text, by, at, lookBy: lookBy);
        }

        return escalation.TakeAnswer(question, supporter.Id, post.Id, passage?.Id, by, at);
    }

    // Where the desk is not sure what tells who wrote it, an agent looks first, unless the person may be named.
    private static async Task<DateTimeOffset?> LookByAsync(DeskDb db, Escalation escalation, Question question, Supporter supporter, Post post, DateTimeOffset at, CancellationToken cancel)
    {
        if (supporter.Consent == Consent.Named || !(await new QuotableWords(db).FindAsync(supporter.PersonId, post.Text, post, cancel)).Any(f => f.IsUnsure))
            return null;
        return escalation.Climb.Chain.CalendarOf(question.Level).Due(at, LookWithin);
    }
}
