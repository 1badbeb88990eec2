using Microsoft.EntityFrameworkCore;
using SupportDesk.Data;
using SupportDesk.Events;
using SupportDesk.Tests.Mail;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Threads;

/// <summary>The one way from posts to what leaves the desk.</summary>
public sealed class PublicPostsTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Only_shown_replies_are_public(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (ticket, aldo) = await desk.AnsweredAsync();
        await desk.ActAsync(ticket, (t, _) => t.Note(OutDesk.Post(aldo, "Aldo", "a note", PostKind.Note), By(aldo), desk.Now));
        await desk.ActAsync(ticket, (t, _) => t.Receive(OutDesk.Post(t.RequesterId, "Damion", "held") with { State = PostState.Held }, By(t.RequesterId), desk.Now));

        var before = await desk.Desk.ReadAsync(db => db.PublicPostsBeforeAsync(ticket.ThreadId, 99, 99, Stop));
        var theirs = await desk.Desk.ReadAsync(db => db.PublicPostsByAsync(ticket.ThreadId, ticket.RequesterId, Stop));

        before.Select(p => p.Text).ShouldBe(["We are looking into it.", "It says I forged my tax papers."]);
        theirs.Select(p => p.Text).ShouldBe(["It says I forged my tax papers."]);
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_note_asked_for_as_a_public_post_is_refused(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (ticket, aldo) = await desk.AnsweredAsync();
        await desk.ActAsync(ticket, (t, _) => t.Note(OutDesk.Post(aldo, "Aldo", "a note", PostKind.Note), By(aldo), desk.Now));
        var note = (await desk.Desk.PostsAsync(ticket)).Single(p => p.Kind == PostKind.Note);

        await Should.ThrowAsync<DeskException>(() => desk.Desk.ReadAsync(db => db.PublicPostAsync(ticket.ThreadId, note.Id, Stop)));
        Should.Throw<DeskException>(() => PublicPost.FromReply(note));
        (await desk.Desk.ReadAsync(db => db.IsPublicAsync(note.Id, Stop))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_question_outside_leaves_only_to_the_person_it_was_sent_to()
    {
        await using var desk = await OutDesk.OpenAsync();
        var (ticket, aldo) = await desk.AnsweredAsync();
        await desk.ActAsync(ticket, (t, _) => t.Note(OutDesk.Post(aldo, "Aldo", "a note", PostKind.Note), By(aldo), desk.Now));
        await desk.Desk.ActAsync(async db => await new OutsideHelp(db).AskAsync(
            await db.Tickets.Include(t => t.Thread).SingleAsync(t => t.Id == ticket.Id, Stop), OutDesk.Post(aldo, "Aldo", "Does your check refuse this?"),
            new("sam@supplier.test", "Sam", SupportDesk.Mail.Quoting.None), By(aldo), desk.Now, Stop));
        var asked = await desk.Desk.ReadAsync(db => db.Events.AsNoTracking().SingleAsync(e => e.Kind == EventKind.AskedOutside, Stop));
        var notes = (await desk.Desk.PostsAsync(ticket)).Where(p => p.Kind == PostKind.Note).ToList();
        var (sam, question) = (asked.IdOf("person")!.Value, notes.Single(n => n.Text.StartsWith("Does", StringComparison.Ordinal)));

        PublicPost.FromQuestionOutside(question, asked, sam).Text.ShouldBe("Does your check refuse this?");
        Should.Throw<DeskException>(() => PublicPost.FromQuestionOutside(question, asked, ticket.RequesterId));
        Should.Throw<DeskException>(() => PublicPost.FromQuestionOutside(notes.Single(n => n != question), asked, sam));
    }

    [Theory, MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_note_is_mailed_to_the_assignee_and_to_nobody_else(DatabaseProvider engine)
    {
        await using var desk = await OutDesk.OpenAsync(engine);
        var (ticket, aldo) = await desk.AnsweredAsync();
        await desk.ActAsync(ticket, (t, _) => t.AssignTo(aldo, By(aldo), desk.Now));
        await desk.ActAsync(ticket, (t, _) => t.Note(OutDesk.Post(aldo, "Aldo", "a note", PostKind.Note), By(aldo), desk.Now));
        var note = (await desk.Desk.PostsAsync(ticket)).Single(p => p.Kind == PostKind.Note);

        (await desk.Desk.ReadAsync(db => db.PostForAssigneeAsync(ticket.Id, note.Id, aldo, Stop))).Text.ShouldBe("a note");
        await Should.ThrowAsync<DeskException>(() => desk.Desk.ReadAsync(db => db.PostForAssigneeAsync(ticket.Id, note.Id, ticket.RequesterId, Stop)));
    }

    static Actor By(Guid person) => new(person, Capacity.Agent, Via.Web);
}
