using System.Globalization;
using SupportDesk.Escalations;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>What a decision's day means now, in words.</summary>
internal static class DecisionWords
{
    /// <summary>Empty where it names no day.</summary>
    public static string Of(DecisionEffect effect, DateOnly? on)
    {
        var day = on?.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return effect switch
        {
            DecisionEffect.Coming => $"takes effect {day}",
            DecisionEffect.InEffect => $"in effect since {day}",
            DecisionEffect.WasInEffect => $"was in effect from {day}",
            DecisionEffect.NeverInEffect => $"was to take effect {day}",
            _ => "",
        };
    }
}
