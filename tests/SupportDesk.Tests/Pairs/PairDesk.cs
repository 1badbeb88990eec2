using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Tests.Escalations;
using SupportDesk.Tests.Races;

namespace SupportDesk.Tests.Pairs;

/// <summary>The desk on which pairs are tried.</summary>
static class PairDesk
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<CaseDesk> OpenAsync(DatabaseProvider engine, BeforeSave before, Action<IServiceCollection>? also = null)
    {
        var desk = await CaseDesk.OpenAsync(engine, services =>
        {
            // Some of the cast write more mail here than the desk would answer.
            before.AddTo(services.Configure<MailOptions>(mail => mail.Breaker.MailsAnHour = 10_000));
            also?.Invoke(services);
        });
        await desk.AddMailboxAsync();
        return desk;
    }

    /// <summary>Tells everybody each decision. Mail about steps is left out: it is most of the work, and no pair's matter.</summary>
    public static async Task TellDecisionsAsync(CaseDesk desk)
    {
        await using var db = desk.Database.Open();
        await db.Notices.Where(n => n.DoneAt == null && n.Kind != MailKind.Decision).ExecuteDeleteAsync(Stop);
        await desk.FanOutAsync();
    }
}
