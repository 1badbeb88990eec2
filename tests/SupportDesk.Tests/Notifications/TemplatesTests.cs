using Microsoft.Extensions.Options;
using SupportDesk.Mail;
using SupportDesk.Notifications.Rendering;

namespace SupportDesk.Tests.Notifications;

public sealed class TemplatesTests
{
    static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "templates", "mail");

    [Fact]
    public async Task The_shipped_templates_write_in_both_languages()
    {
        var templates = Templates.Load(Shipped);

        var english = await templates.WriteAsync(MailKind.FreshLink, "fr-CA", new FreshLinkModel("Profile picture", "http://desk.test/track/x", "1 May"), "Marketfield", "http://desk.test/");
        var german = await templates.WriteAsync(MailKind.FreshLink, "de-AT", new FreshLinkModel("Profile picture", "http://desk.test/track/x", "1. Mai"), "Marketfield", "http://desk.test/");

        english.Subject.ShouldBe("Your fresh link: Profile picture");
        german.Subject.ShouldBe("Ihr neuer Link: Profile picture");
        german.Html.ShouldContain("lang=\"de\"");
        german.Text.ShouldContain("http://desk.test/track/x");
    }

    [Fact]
    public async Task What_people_wrote_is_never_taken_for_a_template_or_markup()
    {
        var templates = Templates.Load(Shipped);

        var written = await templates.WriteAsync(MailKind.FreshLink, "en", new FreshLinkModel("{{ url }} <script>\r\nBcc: x@evil.test", "http://desk.test/", "1 May"), "M", "http://desk.test/");

        written.Subject.ShouldBe("Your fresh link: {{ url }} <script> Bcc: x@evil.test");
        written.Html.ShouldContain("{{ url }} &lt;script&gt;");
        written.Html.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("Hello\n{{ number }} {{ numbr }}", "line 2", "“numbr” is not known")]
    [InlineData("{% if subject %}\n\n{{ subject.note }}{% endif %}", "line 3", "“subject.note” is not known")]
    [InlineData("a\n{% if subject %}", "line 2", "endif")]
    [InlineData("a\n\n{% include 'secrets' %}", "line 3", "include")]
    [InlineData("{{ subject | append: subject }}", "line 1", "“| append” is not known")]
    [InlineData("a\n{% for x in (1..1000000000) %}{{ x }}{% endfor %}", "line 2", "never over numbers")]
    [InlineData("{% for x in subject %}{{ y }}{% endfor %}", "line 1", "“y” is not known")]
    public void A_wrong_template_is_refused_with_its_file_and_line(string source, string line, string what)
    {
        using var folder = Copy();
        File.WriteAllText(folder["mail/acknowledgement/text.en.liquid"], source);

        var refusal = Should.Throw<DeskException>(() => Templates.Load(folder["mail"]));

        refusal.Message.ShouldContain("text.en.liquid");
        refusal.Message.ShouldContain(line);
        refusal.Message.ShouldContain(what);
    }

    [Fact]
    public async Task A_changed_template_counts_in_place_of_the_shipped_one()
    {
        using var changed = new TestFolder();
        Directory.CreateDirectory(changed["fresh-link"]);
        File.WriteAllText(changed["fresh-link/subject.en.liquid"], "Our own words");

        var templates = Templates.Load(Shipped, changed.Path);

        (await templates.WriteAsync(MailKind.FreshLink, "en", new FreshLinkModel("Picture", "http://desk.test/", "1 May"), "M", "http://desk.test/")).Subject.ShouldBe("Our own words");
        (await templates.WriteAsync(MailKind.FreshLink, "de", new FreshLinkModel("Picture", "http://desk.test/", "1. Mai"), "M", "http://desk.test/")).Subject.ShouldBe("Ihr neuer Link: Picture");
    }

    [Theory]
    [InlineData("fresh-link/text.en.liquid", "\n{{ numbr }}", "line 2: “numbr” is not known")]
    [InlineData("fresh-link/text.fr.liquid", "Bonjour", "html.fr.liquid: the file is missing")]
    [InlineData("fresh-link/txt.en.liquid", "Hello", "not a name for a template")]
    [InlineData("fresh-lnik/text.en.liquid", "Hello", "the desk sends no such mail")]
    [InlineData("text.en.liquid", "Hello", "no template stands there")]
    [InlineData("_layout.text.liquid", "{{ contnt }}", "“contnt” is not known")]
    public void A_changed_template_is_checked_as_strictly_as_a_shipped_one(string file, string source, string problem)
    {
        using var changed = new TestFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(changed[file])!);
        File.WriteAllText(changed[file], source);

        Should.Throw<DeskException>(() => Templates.Load(Shipped, changed.Path)).Message.ShouldContain(problem);
    }

    [Fact]
    public void Missing_files_and_unknown_kinds_are_refused()
    {
        using var folder = Copy();
        File.Delete(folder["mail/decision/html.en.liquid"]);
        File.Delete(folder["mail/reply/text.de.liquid"]);
        Directory.CreateDirectory(folder["mail/newsletter"]);

        var refusal = Should.Throw<DeskException>(() => Templates.Load(folder["mail"]));

        refusal.Message.ShouldContain(Path.Combine("decision", "html.en.liquid"));
        refusal.Message.ShouldContain(Path.Combine("reply", "text.de.liquid"));
        refusal.Message.ShouldContain("newsletter: the desk sends no such mail");
    }

    [Fact]
    public async Task A_template_without_end_is_stopped()
    {
        using var folder = Copy();
        File.WriteAllText(folder["mail/reply/text.en.liquid"], "{% for a in others %}{% for b in others %}{% for c in others %}{{ a }}{{ b }}{{ c }}{% endfor %}{% endfor %}{% endfor %}");
        var templates = Templates.Load(folder["mail"]);
        var model = new ReplyModel(1, "S", "Aldo", "M", new(""), "", [.. Enumerable.Repeat(new string('x', 1000), 1000)], [], [], "u");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var refusal = await Should.ThrowAsync<DeskException>(() => templates.WriteAsync(MailKind.Reply, "en", model, "M", "s"));

        refusal.Message.ShouldContain("text.en.liquid");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Each_mail_has_a_preview_in_each_of_its_languages()
    {
        var preview = new TemplatePreview(Templates.Load(Shipped), new(Options.Create(new SiteOptions()), new(TimeProvider.System)));

        foreach (var kind in TemplatePreview.Kinds)
        {
            preview.LanguagesOf(kind).ShouldBe(["en", "de"], $"{kind}");
            var written = await Task.WhenAll(preview.LanguagesOf(kind).Select(language => preview.WriteAsync(kind, language)));
            // Who is asked from outside has no page of the desk to open.
            written.ShouldAllBe(mail => mail.Subject.Length > 0 && mail.Html.Contains("http://localhost:5080/") == (kind != MailKind.Outside), $"{kind}");
            written[0].Text.ShouldNotBe(written[1].Text, $"{kind}");
        }
    }

    [Fact]
    public void No_model_of_a_requesters_mail_has_notes()
    {
        MailKind[] toRequesters = [MailKind.Acknowledgement, MailKind.Reply, MailKind.ConsentQuestion, MailKind.ConsentReminder, MailKind.PassedOn, MailKind.ConsentNoted, MailKind.Step, MailKind.Question, MailKind.Decision, MailKind.FreshLink];

        var names = toRequesters.SelectMany(kind => TemplateNames.Members(TemplateKinds.Models[kind])).Concat(TemplateNames.Members(typeof(QuotedModel))).Select(m => m.Name);

        names.ShouldAllBe(name => !name.Contains("note"));
    }

    static TestFolder Copy()
    {
        var folder = new TestFolder();
        foreach (var file in Directory.GetFiles(Shipped, "*", SearchOption.AllDirectories))
        {
            var copy = folder[Path.Combine("mail", Path.GetRelativePath(Shipped, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }
}
