namespace SupportDesk.Mail.Checking;

/// <summary>The words in which a test ends, on its page and on the command line.</summary>
public static class CheckVerdict
{
    public static string Of(CheckStep step) => step.State switch { CheckState.Works => "Works", CheckState.Look => "Look", CheckState.Failed => "Fails", CheckState.Running => "Running", _ => "Not checked" };

    /// <param name="steps">What each step found.</param>
    public static string Of(IReadOnlyCollection<CheckStep> steps) =>
        steps.FirstOrDefault(s => s.State == CheckState.Failed) is { } failed ? $"It fails at “{failed.Name}”."
        : steps.All(s => s.State == CheckState.NotChecked) ? "There was nothing to try."
        : steps.FirstOrDefault(s => s.State == CheckState.Look) is { } look ? $"It works, but look at “{look.Name}”."
        : "It works.";
}
