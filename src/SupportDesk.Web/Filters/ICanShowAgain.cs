namespace SupportDesk.Web.Filters;

/// <summary>A page that loads what it shows apart from its handlers, so that it can be shown again with what was typed and why it was refused.</summary>
public interface ICanShowAgain
{
    /// <summary>Loads what the page shows.</summary>
    /// <returns>False if it is not there, or not for this person.</returns>
    Task<bool> LoadAsync(CancellationToken cancel);
}
