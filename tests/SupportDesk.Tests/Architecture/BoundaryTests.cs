using System.Reflection;

namespace SupportDesk.Tests.Architecture;

/// <summary>The boundaries of architecture: what may know what.</summary>
public sealed class BoundaryTests
{
    static readonly Assembly Desk = typeof(DeskClock).Assembly;
    static readonly IReadOnlyDictionary<string, string> Library = Sources.Under("src/SupportDesk");
    static readonly IReadOnlyDictionary<string, string> All = Sources.Under("src");

    [Fact]
    public void The_desk_needs_no_browser()
    {
        string[] stores = ["Microsoft.AspNetCore.DataProtection", "Microsoft.AspNetCore.DataProtection.Abstractions", "Microsoft.AspNetCore.DataProtection.EntityFrameworkCore", "Microsoft.AspNetCore.Identity.EntityFrameworkCore", "Microsoft.AspNetCore.Cryptography.KeyDerivation"];

        var foreign = Desk.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name == "SupportDesk.Web");

        foreign.Except(stores).ShouldBeEmpty();
    }

    [Fact]
    public void Hangfire_is_named_only_by_the_jobs_and_the_program() =>
        All.Saying(@"\bHangfire\b").Where(f => !f.Contains("/Jobs/") && !f.Contains("/Hosting/") && !f.EndsWith("/Program.cs", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Only_sources_sending_and_their_check_open_sockets() =>
        All.Saying(@"\b(ImapClient|SmtpClient|TcpClient|UdpClient|HttpClient|WebSocket|IHttpClientFactory)\b|new Socket\(|\bDns\.")
            .Where(f => !f.StartsWith("src/SupportDesk/Mail/Sources/", StringComparison.Ordinal) && !f.StartsWith("src/SupportDesk/Mail/Sending/", StringComparison.Ordinal)
                && !f.StartsWith("src/SupportDesk/Mail/Checking/", StringComparison.Ordinal)).ShouldBeEmpty();

    // What the desk makes of mail rests on tickets, cases and people, never the other way; only the list of held mail is counted beside the queues.
    [Fact]
    public void No_folder_before_mail_uses_what_takes_mail_in()
    {
        string[] after = ["Mail", "Jobs", "Demo", "Data"];

        Library.Saying(@"\bMail\.Incoming\b(?!Mail)")
            .Where(f => !after.Any(folder => f.StartsWith($"src/SupportDesk/{folder}/", StringComparison.Ordinal)) && f != "src/SupportDesk/AddSupportDesk.cs")
            .ShouldBe(["src/SupportDesk/Tickets/Queue.Counts.cs"]);
    }

    [Fact]
    public void There_is_one_way_to_save() => All.Saying(@"\bSaveChanges(Async)?\(").ShouldBe(["src/SupportDesk/Data/DeskDb.Commit.cs", "src/SupportDesk/Data/Sqlite/SqliteDeskDb.cs"]);

    [Fact]
    public void No_transaction_is_opened_by_hand() => All.Saying(@"\bBeginTransaction(Async)?\(|\bTransactionScope\b").ShouldBeEmpty();

    [Fact]
    public void Pages_start_at_what_their_reader_may_see() =>
        Sources.Under("src/SupportDesk.Web", ".cs", ".cshtml").Saying(@"\b[dD]b\.(Tickets|Posts|Attachments)\b|\bSet<(Ticket|Post|Attachment)>").ShouldBeEmpty();

    [Fact]
    public void Whoever_goes_round_visibility_is_named_here()
    {
        string[] withoutReader =
        [
            "src/SupportDesk/Demo/", "src/SupportDesk/Drafts/", "src/SupportDesk/Mail/", "src/SupportDesk/Notifications/", "src/SupportDesk/Jobs/", "src/SupportDesk/Data/",
            "src/SupportDesk/People/Visibility.cs", "src/SupportDesk/Threads/PublicPosts.cs", "src/SupportDesk/Threads/StaffPosts.cs", "src/SupportDesk/Files/Uploads.cs", "src/SupportDesk/Files/HandedFiles.cs", "src/SupportDesk/Tickets/NewTickets.cs", "src/SupportDesk/Tickets/TicketPageQuery.cs", "src/SupportDesk/Tickets/ThreadWords.cs", "src/SupportDesk/Tickets/ReplyUndo.cs", "src/SupportDesk/Tickets/TicketSweep.cs",
            "src/SupportDesk/Escalations/", "src/SupportDesk/Search/SearchIndexer.cs",
        ];

        Library.Saying(@"\b\w+\.(Tickets|Posts|Attachments)\b(?!\.(Views|Outcome|Queue|Priority))").Where(f => Library[f].Contains("DeskDb") && System.Text.RegularExpressions.Regex.IsMatch(Library[f], @"\bdb\.(Tickets|Posts|Attachments)\b"))
            .Where(f => !withoutReader.Any(w => f.StartsWith(w, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    // Who shows words of supporters asks QuotableWords; the others pick them, keep them and map them.
    [Fact]
    public void Words_of_supporters_are_read_in_one_place() =>
        Sources.Under("src", ".cs", ".cshtml").Saying(@"\b[dD]b\.Passages\b|\bSet<(Passage|Answer)>|\b[dD]b\.Answers\b(?!\.Any)")
            .ShouldBe(["src/SupportDesk/Data/DeskDb.Escalations.cs", "src/SupportDesk/Escalations/Answering.cs", "src/SupportDesk/Escalations/QuotableWords.Rows.cs", "src/SupportDesk/Escalations/QuotableWords.cs"]);

    [Fact]
    public void Posts_leave_the_desk_only_through_PublicPosts()
    {
        string[] leadOutside =
        [
            "src/SupportDesk/Notifications/", "src/SupportDesk/Escalations/", "src/SupportDesk/Files/HandedFiles.cs", "src/SupportDesk/Mail/",
            "src/SupportDesk.Web/Pages/Track/", "src/SupportDesk.Web/Pages/Consents/", "src/SupportDesk.Web/Pages/Files/Handed", "src/SupportDesk.Web/Api/",
        ];
        // These look whether a post is there and in which state, or look in posts for names to leave out; none shows words to somebody outside.
        string[] readNoWords = ["src/SupportDesk/Mail/LastCheck.cs", "src/SupportDesk/Mail/MailboxesAsTheyStand.cs", "src/SupportDesk/Mail/Incoming/CopyMail.cs", "src/SupportDesk/Mail/Incoming/SenderExplanations.cs",
            "src/SupportDesk/Mail/UnprovedAcknowledgements.cs", "src/SupportDesk/Escalations/Redaction/KnownPeople.cs"];

        Sources.Under("src", ".cs", ".cshtml").Saying(@"\b[dD]b\.Posts\b|\bSet<Post>|\bPublicRows\(\)(?!\.CountAsync| on )")
            .Where(f => leadOutside.Any(l => f.StartsWith(l, StringComparison.Ordinal)) && !readNoWords.Contains(f)).ShouldBeEmpty();
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        string[] says = ["Manager", "Helper", "Util", "Utils", "Common", "Base", "Data", "Info"];

        var vague = All.SelectMany(f => System.Text.RegularExpressions.Regex.Matches(f.Value, @"\b(?:class|record|struct|interface|enum) (\w+)").Select(m => m.Groups[1].Value))
            .Where(name => says.Any(s => name.EndsWith(s, StringComparison.Ordinal)) && !name.EndsWith("TagHelper", StringComparison.Ordinal));

        vague.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_is_too_long() => All.Where(f => f.Value.Count(c => c == '\n') > 250).Select(f => f.Key).ShouldBeEmpty();

    [Fact]
    public void There_is_no_mediator_and_no_repository() =>
        Desk.GetTypes().Where(t => t.Name.EndsWith("Repository", StringComparison.Ordinal) || t.Name.EndsWith("Mediator", StringComparison.Ordinal) || t.Name.EndsWith("Service", StringComparison.Ordinal)).ShouldBeEmpty();
}
