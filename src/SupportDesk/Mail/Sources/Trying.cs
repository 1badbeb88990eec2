namespace SupportDesk.Mail.Sources;

/// <summary>
/// What may be deadly: noted in the database before a message is looked at, so that a message which ends the process is known by the
/// next one (threat F06). A failure that the process survives clears the suspicion.
/// </summary>
internal sealed class Trying(MailboxLease lease, MailboxWatch watch, bool survived)
{
    private long? upTo = watch.TryingUpTo;
    private long? alone = watch.Trying;
    private int tries = survived ? 0 : watch.Tries;

    /// <summary>Whether this one was in a batch that did not end well: it is tried alone.</summary>
    public bool IsSuspect(long uid) => uid <= upTo;

    /// <summary>Whether this one ended the process too often to be read again.</summary>
    public bool IsDeadly(long uid) => alone == uid && tries >= MailboxWatch.MostTries;

    public async Task BatchAsync(long lastUid, CancellationToken cancel)
    {
        upTo = lastUid;
        await lease.NoteAsync(set => set.SetProperty(w => w.TryingUpTo, lastUid), cancel);
    }

    public async Task AloneAsync(long uid, CancellationToken cancel)
    {
        (alone, tries) = (uid, alone == uid ? tries + 1 : 1);
        await lease.NoteAsync(set => set.SetProperty(w => w.Trying, uid).SetProperty(w => w.Tries, tries), cancel);
    }

    /// <summary>The commit that recorded them has cleared the row too.</summary>
    public void Done(long uid)
    {
        (alone, tries) = (null, 0);
        if (upTo <= uid)
            upTo = null;
    }
}
