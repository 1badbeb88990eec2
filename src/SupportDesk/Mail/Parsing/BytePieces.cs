namespace SupportDesk.Mail.Parsing;

/// <summary>Bytes in pieces that end where a program may have put its own words: behind a line end, and before a tag. No charset has these bytes within a letter.</summary>
ref struct BytePieces(ReadOnlySpan<byte> rest)
{
    ReadOnlySpan<byte> rest = rest;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly BytePieces GetEnumerator() => this;

    public bool MoveNext()
    {
        if (rest.IsEmpty) return false;
        var end = rest[1..].IndexOfAny((byte)'\n', (byte)'<');
        var length = end < 0 ? rest.Length : rest[end + 1] == '\n' ? end + 2 : end + 1;
        Current = rest[..length];
        rest = rest[length..];
        return true;
    }
}
