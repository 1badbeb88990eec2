namespace SupportDesk.Web.Pages;

/// <summary>What each status means and what to do: English, and the keys of the sentences for readers without an account.</summary>
public static class ErrorWords
{
    public static (string Title, string Sentence) Of(int code) => code switch
    {
        StatusCodes.Status400BadRequest => ("This form could not be read", "It was open for too long or came from another page. Go back, reload the page and send it again: what you typed is kept on this device."),
        StatusCodes.Status403Forbidden => ("This is not yours to do", "Your role does not include it. An administrator can change that; nothing was changed."),
        StatusCodes.Status404NotFound => ("There is nothing here", "It does not exist, or it is not among what you may see. Check the number or start again."),
        StatusCodes.Status409Conflict => ("Somebody was faster", "It changed while you were working on it, so nothing was saved. Go back, reload and look at it as it stands now."),
        StatusCodes.Status413PayloadTooLarge => ("This is too large", "The files together are larger than the desk takes. Send fewer or smaller ones."),
        StatusCodes.Status429TooManyRequests => ("Too many tries", "Wait a minute and try again."),
        >= 500 => ("Something went wrong here", "It is our fault and was written down. Nothing of what you sent was half done; try again in a minute."),
        StatusCodes.Status422UnprocessableEntity => ("This can't be done", "Something in the form was missing or wrong. Go back and look at it again."),
        _ => ("This did not work", "Go back and try again."),
    };
}
