using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace SupportDesk.Web.Pages.Shared;

/// <summary>What a page says once after an act: shown at the top of the next page.</summary>
/// <param name="Sentence">What was done, for people.</param>
/// <param name="UndoAddress">A page to which a post takes it back.</param>
/// <param name="UndoUntil">When that ends (real time); the button then leaves.</param>
/// <param name="IsWarning">Something needs the reader's attention.</param>
public sealed record Flash(string Sentence, string? UndoAddress = null, DateTimeOffset? UndoUntil = null, bool IsWarning = false)
{
    private const string Key = "flash";

    /// <summary>Takes the notice out of the store, so that it is shown once.</summary>
    public static Flash? Take(ITempDataDictionary store) => store[Key] is string json ? JsonSerializer.Deserialize<Flash>(json) : null;

    public void Keep(ITempDataDictionary store) => store[Key] = JsonSerializer.Serialize(this);
}
