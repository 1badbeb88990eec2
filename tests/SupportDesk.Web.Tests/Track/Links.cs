using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Notifications;

namespace SupportDesk.Web.Tests.Track;

/// <summary>Links as tests need them, in a line each.</summary>
static class Links
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The token of a new link.</summary>
    /// <param name="over">Its time is over.</param>
    /// <param name="used">It was used before.</param>
    public static Task<string> LinkAsync(this DeskApplication desk, LinkPurpose purpose, Guid person, Guid about, bool over = false, bool used = false) => desk.DoAsync(db =>
    {
        var (link, token) = Link.Make(purpose, person, about, desk.Clock.RealNow.AddDays(over ? -1 : 5), desk.Clock.Now);
        if (used)
            link.Use(desk.Clock.Now);
        db.Links.Add(link);
        return token;
    });

    /// <summary>What a link is about.</summary>
    public static Task<Guid> ObjectOfAsync(this DeskApplication desk, string token)
    {
        var hash = Link.Hash(token);
        return desk.ReadAsync(db => db.Links.Where(l => l.TokenHash == hash).Select(l => l.ObjectId).SingleAsync(Stop));
    }

    /// <summary>The fresh links that are owed once all wishes are granted.</summary>
    public static async Task<List<OutboxMail>> FreshAsync(this DeskApplication desk)
    {
        var wishes = desk.Services.GetRequiredService<FreshLinkQueue>();
        await Eventually.True("all wishes are granted", () => Task.FromResult(wishes.Open == 0));
        return await desk.ReadAsync(db => db.Outbox.AsNoTracking().Where(m => m.Kind == MailKind.FreshLink).OrderBy(m => m.Id).ToListAsync(Stop));
    }

    /// <summary>The text of a mail once it has left.</summary>
    public static async Task<string> WrittenAsync(this DeskApplication desk, long mail)
    {
        var row = await Eventually.Get("the mail has left", () => desk.ReadAsync(db => db.Outbox.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mail && m.SentAt != null, Stop)));
        await using var db = desk.Open();
        using var mime = await MimeMessage.LoadAsync(new MemoryStream(await desk.Services.GetRequiredService<FileStore>().ReadAsync(db, row.BodyHash!, Stop)), Stop);
        return mime.TextBody!;
    }
}
