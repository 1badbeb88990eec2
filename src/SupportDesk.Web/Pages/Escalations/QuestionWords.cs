using SupportDesk.Escalations;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>How a question stands, in words.</summary>
internal static class QuestionWords
{
    /// <summary>How many have answered, or why nobody has.</summary>
    public static string Of(QuestionShown question) => question switch
    {
        { Answered: > 0, Asked: 1 } => "Answered",
        { Answered: > 0 } => $"{question.Answered} of {question.Asked} answered",
        { State: QuestionState.Decided } => "Nobody answered before it was decided",
        { State: QuestionState.Ended } => "Nobody answered before the case ended",
        { State: QuestionState.Left } => "Whoever was asked has withdrawn",
        { State: QuestionState.Late } => "No answer in time; one that comes later is still taken in",
        _ => "No answer yet",
    };

    /// <summary>Empty where every answer can be read.</summary>
    public static string Hidden(QuestionShown question) => question.Hidden switch
    {
        0 => "",
        1 when question.Answered == 1 => "Its writer is counted without words, so the answer is not shown.",
        1 => "The writer of one is counted without words, so it is not shown.",
        var hidden => $"The writers of {hidden} are counted without words, so these are not shown.",
    };
}
