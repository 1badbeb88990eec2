using SupportDesk.Escalations;

namespace SupportDesk.Web.Pages.Escalations;

/// <summary>How far somebody's words may be shown, as a sentence beside the ticket.</summary>
internal static class ConsentWords
{
    public static string Of(Consent consent) => consent switch
    {
        Consent.Named => "Quoted by name.",
        Consent.Anonymous => "Quoted without a name.",
        Consent.Private => "Counted only.",
        _ => "Consent is asked.",
    };
}
