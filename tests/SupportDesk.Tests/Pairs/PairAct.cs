using SupportDesk.Data;

namespace SupportDesk.Tests.Pairs;

/// <summary>One act of the table: how a page, a job or the mail gateway does it.</summary>
/// <param name="Name">A sentence about what somebody does; names the pair in a failure.</param>
/// <param name="Stages">The stages of <typeparamref name="TStage"/> in which it can be done.</param>
/// <param name="Covers">The verbs it calls, as <c>Type.Method</c>; a test compares them with the verbs that there are.</param>
/// <param name="Do">Loads and calls the verbs. Whoever is first or second saves it.</param>
/// <param name="IsWhole">It saves by itself, in as many commits as it needs: a job, or a mail that comes in.</param>
/// <param name="IsSweep">It looks at all that is due, so that it is tried on a desk of few scenes.</param>
sealed record PairAct<TStage, TScene>(
    string Name, TStage[] Stages, string[] Covers, Func<TScene, DeskDb, Task> Do, bool IsWhole = false, bool IsSweep = false)
    where TStage : struct, Enum;
