namespace SupportDesk.Web.Pages.Tickets;

/// <summary>A button that opens the form of an act's page in place.</summary>
/// <param name="Key">Its shortcut.</param>
/// <param name="Look">Classes of the button; null for an ordinary one, which shows its key.</param>
/// <param name="Side"><c>start</c> opens to the right.</param>
public sealed record DropView(string Words, string Address, string? Key = null, string? Look = null, string? Side = null);
