using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Counts a message's parts, depth and header fields without building anything, and stops at the first limit. A tree of a million empty
/// parts costs gigabytes; counting them up to the limit costs milliseconds (threat T17).
/// </summary>
public static class PreScan
{
    /// <summary>What is over its limit, as a sentence; null when the message may be parsed. Never throws for what the message holds.</summary>
    public static string? Refusal(Stream raw, ParseLimits limits)
    {
        if (raw.Length > limits.Size) return $"it has {raw.Length:N0} bytes and the limit is {limits.Size:N0}";
        try
        {
            new Counter(raw, limits).ReadMessage();
            return null;
        }
        catch (OverLimitException over)
        {
            return over.Message;
        }
        catch (FormatException e)
        {
            return "it is no mail: " + Texts.Line(e.Message, 120);
        }
        finally
        {
            raw.Position = 0;
        }
    }

    sealed class OverLimitException(string what) : Exception(what);

    sealed class Counter(Stream raw, ParseLimits limits) : MimeReader(OptionsFor(limits), raw, MimeFormat.Entity)
    {
        int parts, depth, headers;
        long bytes;

        static ParserOptions OptionsFor(ParseLimits limits) => new() { MaxMimeDepth = limits.Depth + 2 };

        protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
        {
            (headers, bytes) = (0, 0);
        }

        protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
        {
            bytes += header.RawField.Length + header.RawValue.Length;
            if (++headers > limits.Headers) throw new OverLimitException($"a part has more than {limits.Headers:N0} header fields");
            if (bytes > limits.HeaderBytes) throw new OverLimitException($"a part's header is longer than {limits.HeaderBytes:N0} bytes");
        }

        protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Part();

        protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Enter();

        protected override void OnMultipartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) => depth--;

        protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Enter();

        protected override void OnMessagePartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) => depth--;

        void Enter()
        {
            Part();
            if (++depth > limits.Depth) throw new OverLimitException($"its parts lie more than {limits.Depth} deep inside each other");
        }

        void Part()
        {
            if (++parts > limits.Parts) throw new OverLimitException($"it has more than {limits.Parts:N0} parts");
        }
    }
}
