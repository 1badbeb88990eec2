using SupportDesk.Events;
using SupportDesk.Threads;
using SupportDesk.Tickets;

namespace SupportDesk.Tests.Tickets;

/// <summary>Whom a reply brought in by Cc, once it is taken back: they leave, unless anything has concerned them since.</summary>
public sealed class ReplyUndoingPeopleTests
{
    static readonly Guid Zoe = new("00000000-0000-7000-8000-00000000000a"), Max = new("00000000-0000-7000-8000-00000000000b");
    static readonly Actor Zoes = new(Zoe, Capacity.Requester, Via.Mail);

    readonly PlayedTicket played = new();
    readonly List<Guid> copied = [];

    [Fact]
    public void Who_was_copied_leaves_with_the_reply()
    {
        var reply = Reply(0, null, Zoe, Max);

        TakeBack(reply).ShouldBe([Zoe, Max]);

        copied.ShouldBeEmpty();
    }

    [Fact]
    public void Who_was_included_before_the_reply_stays()
    {
        Do(() => played.Row.Join(Max, null, ParticipantKind.Copied, PlayedTicket.Aldo, played.Now));
        var reply = Reply(0, null, Zoe);

        TakeBack(reply).ShouldBe([Zoe]);
    }

    [Theory]
    [InlineData("wrote")]
    [InlineData("was included again")]
    [InlineData("became the requester")]
    [InlineData("had held mail released")]
    public void Whom_something_concerns_since_stays(string what)
    {
        var reply = Reply(0, null, Zoe, Max);
        switch (what)
        {
            case "wrote": Do(() => played.Row.Receive(Says(Zoe), Zoes, played.Now)); break;
            case "was included again":
                Do(() => played.Row.LetGo(new(played.Row.Id, Zoe, null, ParticipantKind.Copied), PlayedTicket.Bojan, played.Now));
                Do(() => played.Row.Join(Zoe, null, ParticipantKind.Copied, PlayedTicket.Bojan, played.Now));
                break;
            case "became the requester": Do(() => played.Row.MakeRequester(Zoe, Zoe, null, null, PlayedTicket.Bojan, played.Now)); break;
            default:
                Do(() => played.Row.Receive(Says(Zoe) with { State = PostState.Held }, Zoes, played.Now));
                Do(() => played.Row.Release(played.Posts[^1], played.Thread(), PlayedTicket.Bojan, played.Now));
                break;
        }

        TakeBack(reply).ShouldBe([Max]);
    }

    [Fact]
    public void A_later_reply_keeps_its_readers_until_it_is_taken_back_too()
    {
        var first = Reply(0, null, Zoe, Max);
        var second = Reply(1, [Max]);

        TakeBack(first).ShouldBe([Max], "Zoe got the second reply, Max was left out of it");
        TakeBack(second).ShouldBe([Zoe]);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public void In_whatever_order_replies_are_taken_back_nobody_whom_they_copied_stays(int first, int second, int third)
    {
        var (before, activeBefore) = (played.Row.State, played.Row.LastActivityAt);
        Post[] replies = [Reply(0, null, Zoe), Reply(1, null), Reply(0, null, Max)];

        foreach (var no in new[] { first, second, third })
            TakeBack(replies[no]);

        copied.ShouldBeEmpty();
        (played.Row.State, played.Row.LastActivityAt).ShouldBe((before, activeBefore));
    }

    Post Reply(int no, Guid[]? leftOut, params Guid[] cc)
    {
        Do(() =>
        {
            foreach (var person in cc)
                played.Row.Join(person, null, ParticipantKind.Copied, PlayedTicket.By(no), played.Now);
            played.Row.Reply(Says(PlayedTicket.By(no).PersonId), AfterReply.Pend, PlayedTicket.Times, PlayedTicket.By(no), played.Now, leftOut);
        });
        return played.Posts[^1];
    }

    List<Guid> TakeBack(Post post)
    {
        var row = played.Row;
        var sent = row.Happened.Last(e => e.Kind == EventKind.ReplyPosted && e.IdOf("post") == post.Id);
        var leaving = ReplyUndoing.FindLeaving(sent, row.Happened).Where(copied.Contains).ToList();
        var by = post.RecordedById == PlayedTicket.Aldo.PersonId ? PlayedTicket.Aldo : PlayedTicket.Bojan;
        Do(() => row.TakeBack(
            post, played.Thread(played.Posts.Where(p => p != post)), ReplyUndoing.Create(sent, row.Happened), by, played.Now,
            [.. leaving.Select(person => new Participant(row.Id, person, null, ParticipantKind.Copied))]));
        return leaving;
    }

    void Do(Action act)
    {
        played.Pass();
        act();
        var rows = (IAddsRows)played.Row;
        copied.AddRange(rows.TakeAdded().OfType<Participant>().Where(p => p.Kind == ParticipantKind.Copied).Select(p => p.PersonId));
        foreach (var gone in rows.TakeRemoved().OfType<Participant>())
            copied.Remove(gone.PersonId);
        played.Take();
    }

    static NewPost Says(Guid author) => new(PostKind.Reply, author, "Somebody", null, "", "Words", author == Zoe ? Origin.Mail : Origin.Web);
}
