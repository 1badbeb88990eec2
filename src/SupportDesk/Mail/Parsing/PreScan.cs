using MimeKit;

namespace SupportDesk.Mail.Parsing;

/// <summary>
/// Counts a message's parts, depth and header fields without building anything, and stops at the first limit. A tree of a million empty
/// parts costs gigabytes; counting them up to the limit costs milliseconds (threat T17).
/// </summary>
static class PreScan
{
    /// <summary>What is over its limit, as a sentence; null when the message may be parsed.</summary>
    /// <param name="raw">Read from its present position; set back to its beginning.</param>
    /// <param name="limits">What is allowed.</param>
    /// <param name="bytes">Is told of every header field on the way.</param>
    /// <exception cref="FormatException">No header field begins where the first must.</exception>
    public static string? Refusal(Stream raw, ParseLimits limits, HeaderBytes bytes)
    {
        if (raw.Length > limits.Size) return $"it has {raw.Length:N0} bytes and the limit is {limits.Size:N0}";
        try
        {
            new Counter(raw, limits, bytes).ReadMessage();
            return null;
        }
        catch (OverLimitException over)
        {
            return over.Message;
        }
        finally
        {
            raw.Position = 0;
        }
    }

    sealed class OverLimitException(string what) : Exception(what);

    sealed class Counter(Stream raw, ParseLimits limits, HeaderBytes seen) : MimeReader(OptionsFor(limits), raw, MimeFormat.Entity)
    {
        int parts, depth, nested, headers;
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
            if (nested == 0) seen.See(header);
        }

        protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
        {
            Part();
            seen.See(contentType);
        }

        protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Enter();

        protected override void OnMultipartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) => depth--;

        protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
        {
            Enter();
            nested++;
        }

        protected override void OnMessagePartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken)
        {
            depth--;
            nested--;
        }

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
