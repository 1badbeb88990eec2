namespace SupportDesk.Mail.Sources;

/// <summary>What becomes of mail that lay in the mailbox before the desk began to watch it.</summary>
/// <param name="UpToUid">Only numbers up to this one can be from before.</param>
/// <param name="UpTo">And of those only what reached the server until then. Null: nothing is from before.</param>
internal sealed record Beginning(MailStart Start, long UpToUid, DateTimeOffset? UpTo)
{
    /// <summary>Whether it stays at the server as it is.</summary>
    public bool Skips(long uid, DateTimeOffset? arrived) => Start is MailStart.Now or MailStart.Date && IsBefore(uid, arrived);

    /// <summary>Whether it comes in as history alone.</summary>
    public bool IsPast(long uid, DateTimeOffset? arrived) => Start == MailStart.Archive && IsBefore(uid, arrived);

    /// <summary>The moment from which mail counts as new, for a mailbox that is watched for the first time.</summary>
    /// <param name="newest">When the newest message that lies there reached the server.</param>
    public static DateTimeOffset? First(SourceOptions options, DateTimeOffset? newest) => options.Start switch
    {
        MailStart.Now or MailStart.Archive => newest,
        MailStart.Date => new DateTimeOffset(options.StartDate!.Value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMilliseconds(-1),
        _ => null,
    };

    private bool IsBefore(long uid, DateTimeOffset? arrived) => uid <= UpToUid && arrived <= UpTo;
}
