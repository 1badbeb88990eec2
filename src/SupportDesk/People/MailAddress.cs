using System.Globalization;
using MimeKit;

namespace SupportDesk.People;

/// <summary>What is known of an address's ability to take mail.</summary>
public enum AddressStanding { Good, Bounces, Complained }

/// <summary>A mail address of one person; unique by <see cref="AddressKey"/>.</summary>
public sealed class MailAddress
{
    private static readonly IdnMapping Idn = new();

    private MailAddress() { }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private set; }
    public string Address { get; private set; } = "";
    public string AddressKey { get; private set; } = "";
    public DateTimeOffset? VerifiedAt { get; private set; }
    public AddressStanding Standing { get; private set; }
    public DateTimeOffset StandingAt { get; private set; }

    internal static MailAddress Of(Guid personId, string address, DateTimeOffset at)
    {
        var key = Fold(address) ?? throw new DeskException($"“{Words.Cut(Words.OneLine(address), 80)}” is not a mail address; it should look like name@example.org.");
        return new() { Id = Guid.CreateVersion7(at), PersonId = personId, Address = address.Trim(), AddressKey = key, StandingAt = at };
    }

    internal void Verify(DateTimeOffset at) => VerifiedAt = at;

    internal void Stand(AddressStanding standing, DateTimeOffset at) => (Standing, StandingAt) = (standing, at);

    /// <summary>How an address is compared: lower case, domain in its ASCII form (RFC 5890). Null if it is not exactly one addr-spec (RFC 5322 3.4.1).</summary>
    public static string? Fold(string? address)
    {
        var trimmed = address?.Trim();
        if (string.IsNullOrEmpty(trimmed) || trimmed.Length > 320 || trimmed.AsSpan().ContainsAnyInRange('\0', ' '))
            return null;
        if (!MailboxAddress.TryParse(trimmed, out var mailbox) || mailbox.Address != trimmed)
            return null;

        var at = trimmed.LastIndexOf('@');
        if (at <= 0 || at == trimmed.Length - 1)
            return null;

        try
        {
            return string.Concat(trimmed[..at].ToLowerInvariant(), "@", Idn.GetAscii(trimmed[(at + 1)..]).ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
