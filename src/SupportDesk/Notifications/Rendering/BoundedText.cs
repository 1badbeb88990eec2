namespace SupportDesk.Notifications.Rendering;

/// <summary>What a template writes, up to a limit: no template fills the memory.</summary>
internal sealed class BoundedText(int limit) : StringWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    public override void Write(char value)
    {
        Room(1);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Room(count);
        base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Room(buffer.Length);
        base.Write(buffer);
    }

    public override void Write(string? value)
    {
        Room(value?.Length ?? 0);
        base.Write(value);
    }

    private void Room(int more)
    {
        if (GetStringBuilder().Length + more > limit)
            throw new InvalidOperationException($"It writes more than {limit} characters.");
    }
}
