namespace SupportDesk.Web.Pages.Shared;

/// <summary>Model of <c>_Empty</c>: what an empty list says, and what to do about it.</summary>
public sealed record EmptyState(string Icon, string Title, string Sentence, string? ActionWords = null, string? ActionAddress = null);

/// <summary>Model of <c>_Pager</c>: keyset paging; a null address means there is nothing further that way.</summary>
public sealed record Pager(string? NewerAddress, string? OlderAddress, string Words);
