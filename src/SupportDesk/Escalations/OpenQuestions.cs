using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;

namespace SupportDesk.Escalations;

/// <summary>Questions of a case to which somebody who was asked can still answer. A decision closes them.</summary>
public static class OpenQuestions
{
    /// <summary>The newest one; null where none is open.</summary>
    public static Task<Question?> NewestAsync(DeskDb db, Guid escalationId, CancellationToken cancel) => db.Questions.AsNoTracking()
        .Where(q => q.EscalationId == escalationId && db.Escalations.Any(e => e.Id == escalationId && e.State == EscalationState.Climbing) && !db.Decisions.Any(d => d.EscalationId == escalationId && d.At >= q.AskedAt)
            && db.Behind.Any(s => s.EscalationId == escalationId && (q.SupporterId == null || q.SupporterId == s.Id) && !db.Answers.Any(a => a.QuestionId == q.Id && a.SupporterId == s.Id)))
        .OrderByDescending(q => q.AskedAt).FirstOrDefaultAsync(cancel);
}
