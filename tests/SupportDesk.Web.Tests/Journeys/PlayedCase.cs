using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SupportDesk.Chains;
using SupportDesk.Data;
using SupportDesk.Escalations;
using SupportDesk.Files;
using SupportDesk.Mail;
using SupportDesk.Web.Tests.Servers;

namespace SupportDesk.Web.Tests.Journeys;

/// <summary>
/// Damion's case played by forms and the mail room, from his first mail to the decision, against a desk in a process of its own that may die at
/// any moment. Each step looks at the database for what it brings about: where it is there already, the step was done before the desk died.
/// </summary>
/// <param name="kills">Points of <see cref="CrashPoint"/>; whenever the desk is found dead it is started again with the next of them armed.</param>
sealed partial class PlayedCase(DeskProcess desk, TestDatabase database, IEnumerable<string> kills) : IDisposable
{
    public const string Subject = "Profile picture and identity, again";
    private const string Statement = "A verified badge replaces the mandatory picture from next month on.";
    private readonly Dictionary<string, DeskClient> clients = [];
    private readonly List<string> deaths = [];
    private readonly Queue<string> left = new(kills);
    private string? armed;
    private Guid ticket;
    private Guid escalation;

    /// <summary>Where it died, and in which step of the case.</summary>
    public IReadOnlyList<string> Deaths => deaths;

    public async Task PlayAsync()
    {
        armed = left.Dequeue();
        await desk.StartAgainAsync(armed);
        await UntilAsync("Damion's mail is a ticket", WriteAsync, async db => (ticket = await db.Tickets.Where(t => t.Subject == Subject).Select(t => t.Id).SingleOrDefaultAsync()) != default);
        await UntilAsync("it is acknowledged", NothingAsync, db => SentAsync(db, MailKind.Acknowledgement, 1));
        await UntilAsync("Valeria assigns it", AssignAsync, db => db.Tickets.AnyAsync(t => t.Id == ticket && t.AssigneeId != null));
        await UntilAsync("Aldo answers", AnswerAsync, db => PostsAsync(db, 2));
        await UntilAsync("the answer leaves", () => PushAsync("01:00:00"), db => SentAsync(db, MailKind.Reply, 1));
        await UntilAsync("Damion replies", () => ReplyAsync(MailKind.Reply, "Could you pass it on to somebody who can change the rule?"), db => PostsAsync(db, 3));
        await UntilAsync("Aldo passes it up", PassUpAsync, async db => (escalation = await db.Supporters.Where(s => s.TicketId == ticket).Select(s => s.EscalationId).SingleOrDefaultAsync()) != default);
        await UntilAsync("Damion consents", ConsentAsync, db => db.Supporters.AnyAsync(s => s.EscalationId == escalation && s.Consent == Consent.Named));
        await UntilAsync("level 1 lets its time run out", () => PushToDueAsync(IsAtInesAsync), IsAtInesAsync);
        await UntilAsync("Ines asks", AskAsync, db => db.Questions.AnyAsync(q => q.EscalationId == escalation));
        await UntilAsync("Damion answers", () => ReplyAsync(MailKind.Question, "A badge would do for me."), db => db.Receipts.AnyAsync(r => r.EscalationId == escalation && r.Kind == ReceiptKind.Answered));
        await UntilAsync("Ines forwards", ForwardAsync, db => db.Escalations.AnyAsync(e => e.Id == escalation && e.Climb.Level == 3));
        await UntilAsync("Victor decides", DecideAsync, db => db.Decisions.AnyAsync(d => d.EscalationId == escalation));
        await UntilAsync("everyone is told", NothingAsync, db => db.Receipts.AnyAsync(r => r.EscalationId == escalation && r.Kind == ReceiptKind.Told));
        await UntilAsync("the decision leaves", NothingAsync, async db => await db.Outbox.AnyAsync(m => m.Kind == MailKind.Decision && m.ObjectId == escalation && m.SentAt != null));
    }

    /// <summary>Nothing is lost, nothing is there twice, no level was skipped, and the receipts are whole.</summary>
    public async Task ShouldBeWholeAsync()
    {
        await using var db = database.Open();
        (await db.Posts.CountAsync(p => db.Tickets.Any(t => t.Id == ticket && t.ThreadId == p.ThreadId) && p.Kind == Threads.PostKind.Reply)).ShouldBeInRange(3, 4);
        (await db.Tickets.CountAsync(t => t.Subject == Subject)).ShouldBe(1);
        (await db.Decisions.CountAsync(d => d.EscalationId == escalation)).ShouldBe(1);
        (await db.Outbox.CountAsync(m => m.Kind == MailKind.Decision && m.ObjectId == escalation)).ShouldBe(1);
        var receipts = await db.Receipts.AsNoTracking().Where(r => r.EscalationId == escalation).OrderBy(r => r.No).ToListAsync();
        var head = await db.Escalations.Where(e => e.Id == escalation).Select(e => e.HeadHash).SingleAsync();
        ReceiptChain.Verify(escalation, receipts, await db.ReceiptDetails.AsNoTracking().Where(d => d.EscalationId == escalation).ToListAsync(), head).ShouldBeNull();
        receipts.Select(r => r.Kind).Where(k => k is ReceiptKind.Delivered or ReceiptKind.TimedOut or ReceiptKind.Forwarded or ReceiptKind.Skipped or ReceiptKind.Decided or ReceiptKind.Told)
            .ShouldBe([ReceiptKind.Delivered, ReceiptKind.TimedOut, ReceiptKind.Delivered, ReceiptKind.Forwarded, ReceiptKind.Delivered, ReceiptKind.Decided, ReceiptKind.Told]);
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
            client.Dispose();
    }

    private Task WriteAsync() => SubmitAsync(null, "/mailroom/new", "form.form", [("FromName", "Damion M"), ("FromAddress", "damion@customer.test"), ("Subject", Subject), ("Text", "The picture needs a verified identity, which needs the picture. Please help.")]);

    private async Task AssignAsync() => await SubmitAsync("Valeria K", $"/tickets/{await NumberAsync()}/assignment", "#act", [("Agent", $"{await PersonAsync("aldo@marketfield.test")}")]);

    private async Task AnswerAsync() => await SubmitAsync("Aldo L", $"/tickets/{await NumberAsync()}", "#composer", [("words", "I can't change this rule, Damion, but I can carry what you say to those who can.")], "button[value=Pend]");

    private async Task PassUpAsync()
    {
        await using var db = database.Open();
        var policy = await db.Policies.Where(p => p.Slug == "mandatory-profile-picture").Select(p => p.Id).SingleAsync();
        await SubmitAsync("Aldo L", $"/tickets/{await NumberAsync()}/escalation", "#act", [("Policy", $"{policy}"), ("Passages[0].Picked", "true"), ("WhatIsNew", "The upload now refuses too."), ("AskedFor", "false")]);
    }

    private async Task ConsentAsync()
    {
        var mail = await Eventually.Get("the question of consent", () => LetterAsync(MailKind.ConsentQuestion));
        var path = ConsentLink().Match(mail.Text).Value;
        await SubmitAsync(null, path, "form.form", [("Form", "Named")]);
    }

    private async Task AskAsync() => await SubmitAsync("Ines A", $"/escalations/{await CaseAsync()}/question", "#act", [("Text", "Would a badge do for you?")]);

    private async Task ForwardAsync() => await SubmitAsync("Ines A", $"/escalations/{await CaseAsync()}/forwarding", "#act", [("Text", "It costs us people. I would drop it.")]);

    private async Task DecideAsync()
    {
        var client = await SeatAsync("Victor N");
        var path = $"/escalations/{await CaseAsync()}/decision";
        var preview = await client.SubmitAsync(await client.GetAsync(path), "#act", [("Outcome", "Accepted"), ("Statement", Statement)], "button.preview");
        (await client.SubmitAsync(preview, "#act", press: "button.confirm")).Status.ShouldBe(System.Net.HttpStatusCode.Redirect);
    }

    private async Task ReplyAsync(MailKind kind, string words)
    {
        var mail = await Eventually.Get($"the mail {kind}", () => LetterAsync(kind));
        await SubmitAsync(null, $"/mailroom/{mail.Id}", $"form[action='/mailroom/{mail.Id}/reply']", [("Text", words)]);
    }

    private Task PushAsync(string by) => SubmitAsync(null, "/mailroom", "form[action='/mailroom/clock']", [], $"button[value='{by}']");

    // What is overdue is swept first: a desk that died before it had swept would else be pushed past a whole level.
    private async Task PushToDueAsync(Func<DeskDb, Task<bool>> isDone)
    {
        await SweptAsync();
        if (await DoneAsync(isDone))
            return;

        await SubmitAsync(null, "/mailroom", "form[action='/mailroom/clock']", [], "button[name=until]");
        await SweptAsync();
    }

    private async Task SweptAsync() => await Eventually.True("the sweep has been there", async () =>
    {
        await using var db = database.Open();
        var now = database.Clock.RealNow.AddMilliseconds((await db.Clock.SingleAsync()).OffsetMs);
        return desk.HasEnded || !await db.Escalations.AnyAsync(e => e.Climb.DueAt <= now || (e.Climb.IsOpen && e.Climb.WaitsFor == WaitsFor.Delivery));
    }, TimeSpan.FromSeconds(60));

    private async Task<bool> IsAtInesAsync(DeskDb db) => await db.Escalations.AnyAsync(e => e.Id == escalation && e.Climb.Level == 2);

    private static Task NothingAsync() => Task.CompletedTask;

    // Does the step until what it brings about is there; whenever the desk is found dead it is started again, as an operator's supervisor would.
    private async Task UntilAsync(string what, Func<Task> step, Func<DeskDb, Task<bool>> isDone)
    {
        for (var failures = 0; !await DoneAsync(isDone);)
        {
            try
            {
                await step();
                await Eventually.True(what, async () => desk.HasEnded || await DoneAsync(isDone), TimeSpan.FromSeconds(90));
            }
            catch (Exception failure) when (failure is HttpRequestException or TimeoutException or IOException or TaskCanceledException)
            {
                // What was asked while it died is answered by nobody; its end may show a moment later.
                if (!await DiesAsync() && ++failures > 2)
                    throw new InvalidOperationException($"{what}: {failure.Message}\n{desk.Output}", failure);
            }

            while (desk.HasEnded)
                await StartAgainAsync(what);
        }
    }

    private async Task<bool> DiesAsync()
    {
        try
        {
            await Eventually.True("it died", () => Task.FromResult(desk.HasEnded), TimeSpan.FromSeconds(2));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task StartAgainAsync(string what)
    {
        deaths.Add($"{armed}: {what}");
        armed = left.TryDequeue(out var next) ? next : null;
        try
        {
            await desk.StartAgainAsync(armed);
        }
        catch (InvalidOperationException) when (armed is not null && desk.HasEnded)
        {
            // It died while it was starting: that counts as well.
        }
    }

    private async Task<bool> DoneAsync(Func<DeskDb, Task<bool>> isDone)
    {
        await using var db = database.Open();
        return await isDone(db);
    }

    private async Task<bool> SentAsync(DeskDb db, MailKind kind, int count) => await db.Outbox.CountAsync(m => m.Kind == kind && m.ObjectId == ticket && m.SentAt != null) >= count;

    private async Task<bool> PostsAsync(DeskDb db, int count) => await db.Posts.CountAsync(p => db.Tickets.Any(t => t.Id == ticket && t.ThreadId == p.ThreadId)) >= count;

    private async Task<long> NumberAsync()
    {
        await using var db = database.Open();
        return await db.Tickets.Where(t => t.Id == ticket).Select(t => t.Number).SingleAsync();
    }

    private async Task<long> CaseAsync()
    {
        await using var db = database.Open();
        return await db.Escalations.Where(e => e.Id == escalation).Select(e => e.Number).SingleAsync();
    }

    private async Task<Guid> PersonAsync(string address)
    {
        await using var db = database.Open();
        return await db.MailAddresses.Where(a => a.AddressKey == address).Select(a => a.PersonId).SingleAsync();
    }

    private sealed record Written(long Id, string Text);

    // The newest mail of a kind to Damion about this case, as it was written.
    private async Task<Written?> LetterAsync(MailKind kind)
    {
        await using var db = database.Open();
        var person = await PersonAsync("damion@customer.test");
        var mail = await db.Outbox.Where(m => m.Kind == kind && m.PersonId == person && m.BodyHash != null && m.SentAt != null).OrderByDescending(m => m.Id).FirstOrDefaultAsync();
        if (mail is null)
            return null;

        var bytes = await new FileStore(Path.Combine(desk.DataFolder, "files")).ReadAsync(db, mail.BodyHash!, TestContext.Current.CancellationToken);
        return new(mail.Id, (await MimeMessage.LoadAsync(new MemoryStream(bytes))).TextBody ?? "");
    }

    private async Task SubmitAsync(string? name, string path, string form, IEnumerable<(string Name, string? Value)> fields, string press = "button:not([formaction])")
    {
        var client = await SeatAsync(name);
        var page = await client.GetAsync(path);
        page.Status.ShouldBe(System.Net.HttpStatusCode.OK, $"{path}: {page.Words}");
        var answer = await client.SubmitAsync(page, form, fields, press);
        answer.Status.ShouldBe(System.Net.HttpStatusCode.Redirect, $"{path}: {answer.Words}");
    }

    private async Task<DeskClient> SeatAsync(string? name)
    {
        if (clients.TryGetValue(name ?? "", out var known))
            return known;

        var client = new DeskClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }, null, desk.Client.BaseAddress);
        if (name is not null)
        {
            var page = await client.GetAsync("/sign-in");
            var form = page.Document.QuerySelectorAll("ul.cast form").Single(f => f.TextContent.Contains(name, StringComparison.Ordinal));
            form.Id = "me";
            (await client.SubmitAsync(page, "#me")).Status.ShouldBe(System.Net.HttpStatusCode.Redirect);
        }

        return clients[name ?? ""] = client;
    }

    [GeneratedRegex("/consent/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex ConsentLink();
}
