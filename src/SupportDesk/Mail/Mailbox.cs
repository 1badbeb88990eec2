namespace SupportDesk.Mail;

/// <summary>An address of the desk, from configuration.</summary>
public sealed class Mailbox
{
    private Mailbox() { }

    public Mailbox(Guid id, string name, string address) => (Id, Name, Address) = (id, name, address);

    public Guid Id { get; private init; }
    public string Name { get; private init; } = "";
    public string Address { get; private set; } = "";

    /// <summary>How a person's own reply address is shaped; <c>{token}</c> stands for their token.</summary>
    public string ReplyTo { get; private set; } = "";

    public string SenderName { get; private set; } = "";
    public Guid? TeamId { get; private set; }
    public string Language { get; private set; } = "en";
    public bool Acknowledges { get; private set; } = true;
    public long Version { get; private set; }

    /// <summary>Takes over what appsettings.json says; raises the version only if something differs.</summary>
    public void Configure(string address, string replyTo, string senderName, Guid? teamId, string language, bool acknowledges)
    {
        if ((Address, ReplyTo, SenderName, TeamId, Language, Acknowledges) == (address, replyTo, senderName, teamId, language, acknowledges))
            return;

        (Address, ReplyTo, SenderName, TeamId, Language, Acknowledges) = (address, replyTo, senderName, teamId, language, acknowledges);
        Version++;
    }
}
