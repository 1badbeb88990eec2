using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using SupportDesk.Data;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;
using SupportDesk.Threads;
using SupportDesk.Web.Tests.Escalations;

namespace SupportDesk.Web.Tests.Tickets;

/// <summary>Whatever agents do on the pages, in whatever order: what was written as a note reaches nobody but staff.</summary>
public sealed class NotesNeverLeaveTests(DeskApplication desk) : IClassFixture<DeskApplication>
{
    private const string Outside = "sam@supplier.test";
    private static readonly string[] Agents = ["aldo", "bojan", "valeria"];

    public enum UiAct { Note, NoteWithFile, Reply, ReplyWithFile, ReplyAndSolve, Undo, AskOutside, RequesterWrites, MailIsHeld, Spam, Status, PassUp, QuestionToLevel }

    [Fact]
    public async Task What_was_written_as_a_note_reaches_nobody_outside()
    {
        var acts = Gen.Select(Gen.Enum<UiAct>(), Gen.Int[0, Agents.Length - 1]).Array[6, 14];

        await acts.SampleAsync(async history =>
        {
            var played = new History(desk, await desk.TicketAsync("Picture refused", "PUBLIC-0 It refuses my picture and asks again."));
            foreach (var (act, agent) in history)
                await played.DoAsync(act, Agents[agent]);
            await played.ReadAllThatLeavesAsync();
        }, iter: 20, threads: 1);
    }

    /// <summary>A kept mutation: the reading of all that leaves must fail where a note has become a public post.</summary>
    [Fact]
    public async Task It_notices_a_note_that_became_public()
    {
        var played = new History(desk, await desk.TicketAsync("Picture refused", "PUBLIC-0 It refuses my picture and asks again."));
        await played.DoAsync(UiAct.Note, Agents[0]);
        await played.DoAsync(UiAct.AskOutside, Agents[0]);
        await played.ReadAllThatLeavesAsync();

        await desk.ReadAsync(db => db.Posts.Where(p => p.Kind == PostKind.Note && p.Text.StartsWith("NOTE-")).ExecuteUpdateAsync(p => p.SetProperty(row => row.Kind, PostKind.Reply)));

        (await Record.ExceptionAsync(played.ReadAllThatLeavesAsync)).ShouldBeOfType<ShouldAssertException>().Message.ShouldContain($"{MailKind.Outside} to");
    }

    private sealed class History(DeskApplication desk, long number)
    {
        private int no;

        public async Task DoAsync(UiAct act, string who)
        {
            using var agent = await desk.SignInAsync(who);
            var page = await agent.GetAsync($"/tickets/{number}");
            switch (act)
            {
                case UiAct.Note: await NoteAsync(agent, page, null); break;
                case UiAct.NoteWithFile: await NoteAsync(agent, page, [($"NOTE-{++no}.txt", "NOTE-in-a-file"u8.ToArray())]); break;
                case UiAct.Reply: await ReplyAsync(agent, page, "Pend", null); break;
                case UiAct.ReplyWithFile: await ReplyAsync(agent, page, "Keep", [($"public-{++no}.txt", "public"u8.ToArray())]); break;
                case UiAct.ReplyAndSolve: await ReplyAsync(agent, page, "Solve", null); break;
                case UiAct.Undo: await UndoAsync(agent); break;
                case UiAct.AskOutside: await AskOutsideAsync(agent); break;
                case UiAct.RequesterWrites: await ReceiveAsync(PostState.Shown, $"PUBLIC-{++no} And one more thing."); break;
                case UiAct.MailIsHeld: await ReceiveAsync(PostState.Held, $"HELD-{++no} I am not really Damion."); break;
                case UiAct.Spam: await PressAsync(agent, $"/tickets/{number}/spam"); break;
                case UiAct.Status: await PressAsync(agent, $"/tickets/{number}/status", ("Status", "OnHold")); break;
                case UiAct.PassUp: await PassUpAsync(agent); break;
                case UiAct.QuestionToLevel: await AskAsync(); break;
            }
        }

        /// <summary>Mail to everybody who is not staff, the tracker, the files and the dossier hold no word of a note.</summary>
        public async Task ReadAllThatLeavesAsync()
        {
            await ReadMailsAsync();
            var requester = desk.Person("damion");
            using var stranger = desk.Stranger();
            foreach (var id in await ObjectsAsync())
                Look($"the tracker of {id}", (await stranger.GetAsync($"/track/{await LinkAsync(LinkPurpose.Track, id, requester)}")).Text);

            using var ines = await desk.SignInAsync("ines");
            foreach (var id in await CasesAsync())
                Look($"the dossier of E-{id}", (await ines.GetAsync($"/escalations/{id}")).Text);

            foreach (var file in await FilesAsync())
            {
                var answer = await stranger.GetAsync($"/file/{await LinkAsync(LinkPurpose.File, file.Id, requester)}?handler=Content");
                (answer.Status == System.Net.HttpStatusCode.OK && file.OfNote).ShouldBeFalse($"{file.Name} belongs to a note and was handed out");
            }
        }

        // Every mail is written anew, also those that were sent or cancelled meanwhile, where the desk would still write them.
        private async Task ReadMailsAsync()
        {
            await using var db = desk.Open();
            var staff = await db.Users.Select(u => u.Id).ToListAsync();
            var ours = await ObjectsAsync();
            var rows = await db.Outbox.Where(m => ours.Contains(m.ObjectId) && !staff.Contains(m.PersonId)).ToListAsync();
            await using var scope = desk.Services.CreateAsyncScope();
            foreach (var row in rows)
            {
                var bytes = await WriteAsync(scope.ServiceProvider.GetRequiredService<MailWriter>(), db, row);
                if (bytes is not null)
                    Look($"{row.Kind} to {row.Address}", await WordsAsync(bytes), row.Address);
            }
        }

        private static async Task<byte[]?> WriteAsync(MailWriter writer, DeskDb db, OutboxMail row)
        {
            try
            {
                return (await writer.WriteAsync(db, row, TestContext.Current.CancellationToken)).Mime;
            }
            catch (DeskException)
            {
                return null; // What it is about was undone.
            }
        }

        private static async Task<string> WordsAsync(byte[] bytes)
        {
            using var message = await MimeMessage.LoadAsync(new MemoryStream(bytes));
            var files = message.BodyParts.OfType<MimePart>().Where(p => p.FileName is not null).Select(p => p.FileName);
            return string.Join('\n', [message.Subject, message.TextBody, message.HtmlBody, .. files]);
        }

        private static void Look(string where, string text, string? reader = null)
        {
            text.ShouldNotContain("NOTE-", Case.Sensitive, where);
            text.ShouldNotContain("HELD-", Case.Sensitive, where);
            if (reader != Outside)
                text.ShouldNotContain("OUTSIDE-", Case.Sensitive, where);
        }

        private async Task NoteAsync(DeskClient agent, DeskPage page, (string, byte[])[]? files) =>
            await agent.SubmitAsync(page, "#note", [("words", $"NOTE-{++no} He sounds angry.")], "button.first", files);

        private async Task ReplyAsync(DeskClient agent, DeskPage page, string then, (string, byte[])[]? files)
        {
            if (page.Document.QuerySelector($"#composer [value={then}]") is not null)
                await agent.SubmitAsync(page, "#composer", [("words", $"PUBLIC-{++no} We look into it.")], $"[value={then}]", files);
        }

        private async Task UndoAsync(DeskClient agent)
        {
            if ((await desk.PostsAsync(number)).LastOrDefault(p => p is { Kind: PostKind.Reply, State: PostState.Shown, Origin: Origin.Web }) is { } reply)
                await PressAsync(agent, $"/tickets/{number}/reply/{reply.Id}/undo");
        }

        private async Task AskOutsideAsync(DeskClient agent)
        {
            var page = await agent.GetAsync($"/tickets/{number}/outside");
            await agent.SubmitAsync(page, "#act", [("Address", Outside), ("History", "All"), ("words", $"OUTSIDE-{++no} Does your check refuse this?")], "button.first");
        }

        private async Task ReceiveAsync(PostState state, string words)
        {
            var ticket = await desk.FindAsync(number);
            if (ticket.Status != SupportDesk.Tickets.TicketStatus.Closed)
                await desk.ReceiveAsync(number, words, state);
        }

        private static async Task PressAsync(DeskClient agent, string path, params (string, string?)[] fields)
        {
            var page = await agent.GetAsync(path);
            if (page.Document.QuerySelector("#act") is not null)
                await agent.SubmitAsync(page, "#act", fields);
        }

        private async Task PassUpAsync(DeskClient agent)
        {
            var policy = await desk.PolicyAsync($"Faces {Guid.CreateVersion7(desk.Clock.RealNow):N}");
            var page = await agent.GetAsync($"/tickets/{number}/escalation");
            var last = page.Document.QuerySelectorAll("[name^='Passages['][name$='].Text']").Length - 1;
            if (last >= 0)
                await agent.SubmitAsync(page, "#act", [("Policy", $"{policy.Id}"), ($"Passages[{last}].Picked", "true"), ("AskedFor", "true")]);
        }

        private async Task AskAsync()
        {
            foreach (var no in await CasesAsync())
            {
                using var ines = await desk.SignInAsync("ines");
                await PressAsync(ines, $"/escalations/{no}/question", ("Text", "Since when?"));
            }
        }

        private Task<List<long>> CasesAsync() => desk.ReadAsync(db => db.Escalations.Where(e =>
            db.Supporters.Any(s => s.EscalationId == e.Id && db.Tickets.Any(t => t.Number == number && t.Id == s.TicketId))).Select(e => e.Number).ToListAsync());

        private async Task<List<Guid>> ObjectsAsync()
        {
            var (ticket, numbers) = (await desk.FindAsync(number), await CasesAsync());
            return [ticket.Id, .. await desk.ReadAsync(db => db.Escalations.Where(e => numbers.Contains(e.Number)).Select(e => e.Id).ToListAsync())];
        }

        private Task<List<(Guid Id, string Name, bool OfNote)>> FilesAsync() => desk.ReadAsync(async db =>
        {
            var files = await db.Attachments.Join(db.Posts, a => a.PostId, p => p.Id, (a, p) => new { a.Id, a.Name, p.Kind, p.ThreadId })
                .Where(f => db.Tickets.Any(t => t.Number == number && t.ThreadId == f.ThreadId)).ToListAsync();
            return files.ConvertAll(f => (f.Id, f.Name, f.Kind == PostKind.Note));
        });

        private Task<string> LinkAsync(LinkPurpose purpose, Guid objectId, Guid person) => desk.DoAsync(db =>
        {
            var (link, token) = Link.Make(purpose, person, objectId, desk.Clock.RealNow.AddDays(1), desk.Clock.Now);
            db.Links.Add(link);
            return token;
        });
    }
}
