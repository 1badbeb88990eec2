namespace SupportDesk.Mail.Parsing;

/// <summary>Where a reply token stands in an address or Message-ID: between delimiters, in any case (threat T05c). Its signature is checked elsewhere.</summary>
public static class TokenForm
{
    /// <summary>The token's text in lower case; null where nothing has its form.</summary>
    public static string? In(string written)
    {
        if (written.Length > 1000) return null;
        var at = written.LastIndexOf('@');
        foreach (var part in (at < 0 ? written : written[..at]).Split('+', '-', '=', '.', '_', '"', '<', '>', ' '))
        {
            var token = part.ToLowerInvariant();
            if (ReplyToken.Read(token) is not null) return token;
        }

        return null;
    }
}
