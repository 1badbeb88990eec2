using CsCheck;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Tests.Mail.Parsing;

public class NewTextTests
{
    public static TheoryData<string> Replies => [.. OwnMessages.Names.Where(n => OwnMessages.Expected(n, "X-New") is not null || File.ReadAllText(Path.Combine(OwnMessages.Folder, n + ".eml")).Contains("\nX-New:", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Replies))]
    public void New_words_and_signature_are_told_from_history(string name)
    {
        var mail = OwnMessages.Parse(name);

        mail.NewText.ShouldBe(OwnMessages.Expected(name, "X-New") ?? "", OwnMessages.Expected(name, "X-Shows"));
        mail.Signature.ShouldBe(OwnMessages.Expected(name, "X-Signature") ?? "");
        mail.Unreadable.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void Nothing_is_deleted_by_folding(string name)
    {
        var mail = OwnMessages.Parse(name);

        var parts = Words(mail.NewText + "\n" + mail.Signature + "\n" + mail.QuotedText);
        Words(mail.WholeText).Order(StringComparer.Ordinal).ShouldBe(parts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Folding_keeps_every_word_of_any_text()
    {
        var line = Gen.OneOfConst("> quoted", "On Mon, 2 Mar 2026, Valeria wrote:", "hello there", "", "-- ", "Sent from my iPhone", "From: a@b.test", "Subject: x", "Thanks,", "-----Original Message-----", "```", "a > b", ">", "Damion");

        line.Array[0, 30].Sample(lines =>
        {
            var mail = OwnMessages.Plain(string.Join('\n', lines));
            return Words(mail.WholeText).Order(StringComparer.Ordinal).SequenceEqual(Words($"{mail.NewText}\n{mail.Signature}\n{mail.QuotedText}").Order(StringComparer.Ordinal));
        }, iter: 500);
    }

    [Fact]
    public void The_forwarded_mails_author_is_found()
    {
        OwnMessages.Parse("forwarded").ForwardedFrom.ShouldBe(new WrittenAddress("bojan@example.test", "Bojan"));
        OwnMessages.Parse("forwarded-outlook").ForwardedFrom.ShouldBe(new WrittenAddress("bojan@example.test", "Bojan"));
        OwnMessages.Parse("gmail-english").ForwardedFrom.ShouldBeNull();
    }

    static string[] Words(string text) => text.Split([' ', '\n', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries);
}
