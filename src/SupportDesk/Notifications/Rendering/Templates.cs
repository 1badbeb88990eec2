using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;
using SupportDesk.Mail;
using SupportDesk.Mail.Parsing;

namespace SupportDesk.Notifications.Rendering;

/// <summary>A mail's three texts.</summary>
public sealed record Written(string Subject, string Html, string Text);

/// <summary>
/// The templates of templates/mail, read and checked once: Liquid with <c>if</c>, <c>unless</c>, <c>case</c>, <c>for</c> and <c>comment</c>, no filters, and
/// only the names of the mail's own model. The HTML part is encoded, steps and length are bounded.
/// </summary>
public sealed class Templates
{
    private const int MaxSteps = 5_000;
    private const int MaxLength = 4_000_000;
    private readonly TemplateOptions options = Options();
    private readonly IReadOnlyDictionary<TemplateKey, TemplateFile> files;
    private readonly TemplateFile htmlLayout;
    private readonly TemplateFile textLayout;

    private Templates(IReadOnlyDictionary<TemplateKey, TemplateFile> files, TemplateFile htmlLayout, TemplateFile textLayout) =>
        (this.files, this.htmlLayout, this.textLayout) = (files, htmlLayout, textLayout);

    /// <summary>Reads a folder of templates.</summary>
    /// <param name="changed">A folder of the same shape, each of whose files counts in place of the one of that name; null for none.</param>
    /// <exception cref="DeskException">One sentence a line: file, line, what is wrong and what is expected.</exception>
    public static Templates Load(string folder, string? changed = null)
    {
        var reading = new TemplateReading(folder, changed);
        var files = reading.ReadAll();
        var html = reading.ReadLayout("_layout.html.liquid");
        var text = reading.ReadLayout("_layout.text.liquid");
        if (reading.Problems.Count > 0)
            throw new DeskException(string.Join(Environment.NewLine, reading.Problems));
        return new(files, html!, text!);
    }

    /// <summary>Writes a mail in a language: that one, else its main language, else English.</summary>
    /// <param name="model">The kind's model.</param>
    /// <param name="heads">Of the cases that the mail is about.</param>
    /// <param name="acts">What its reader can do by mail, if they hold a level.</param>
    /// <exception cref="DeskException">A template takes too many steps or writes too much; the sentence names its file.</exception>
    public async Task<Written> WriteAsync(MailKind kind, string language, object model, string senderName, string siteUrl, IReadOnlyList<HeadModel>? heads = null, LevelActsModel? acts = null)
    {
        var subject = await SubjectAsync(kind, language, model);
        var html = await RunAsync(Find(kind, TemplatePart.Html, language), model, HtmlEncoder.Default);
        var text = await RunAsync(Find(kind, TemplatePart.Text, language), model, NullEncoder.Default);
        var layout = new LayoutModel(subject, senderName, siteUrl, LanguageOf(kind, language), new(html), heads ?? [], acts);
        return new(
            subject,
            await RunAsync(htmlLayout, layout, HtmlEncoder.Default),
            (await RunAsync(textLayout, layout with { Content = new(text) }, NullEncoder.Default)).ReplaceLineEndings("\n").Trim() + "\n");
    }

    /// <summary>Writes a mail's subject alone.</summary>
    public async Task<string> SubjectAsync(MailKind kind, string language, object model) =>
        Subjects.Cut(Words.OneLine(await RunAsync(Find(kind, TemplatePart.Subject, language), model, NullEncoder.Default)), 200);

    /// <summary>The languages a mail is written in, English first.</summary>
    public IReadOnlyList<string> LanguagesOf(MailKind kind) => [.. files.Keys.Where(k => k.Kind == kind).Select(k => k.Language).Distinct().OrderByDescending(l => l == "en").ThenBy(l => l, StringComparer.Ordinal)];

    private TemplateFile Find(MailKind kind, TemplatePart part, string language) => files[new(kind, part, LanguageOf(kind, language))];

    private string LanguageOf(MailKind kind, string language)
    {
        var wanted = language.ToLowerInvariant();
        return Has(kind, wanted) ? wanted : Has(kind, wanted.Split('-')[0]) ? wanted.Split('-')[0] : "en";
    }

    private bool Has(MailKind kind, string language) => files.ContainsKey(new(kind, TemplatePart.Subject, language));

    private async Task<string> RunAsync(TemplateFile file, object model, TextEncoder encoder)
    {
        using var text = new BoundedText(MaxLength);
        try
        {
            await file.Template.RenderAsync(text, encoder, new TemplateContext(model, options, allowModelMembers: false));
            return text.ToString();
        }
        catch (InvalidOperationException tooMuch)
        {
            throw new DeskException($"{file.Path}: {tooMuch.Message}");
        }
    }

    private static TemplateOptions Options()
    {
        var options = new TemplateOptions { MaxSteps = MaxSteps, MaxRecursion = 5 };
        options.Filters.Clear();
        options.MemberAccessStrategy.MemberNameStrategy = MemberNameStrategies.SnakeCase;
        // With what their lists hold: a type that is not registered is written as nothing.
        foreach (var model in TemplateKinds.Models.Values.Append(typeof(LayoutModel)).Append(typeof(LevelActsModel)).Append(typeof(CommandModel)).SelectMany(m => m.GetProperties().Select(p => TemplateNames.ElementOf(p.PropertyType)).OfType<Type>().Prepend(m)).Where(m => m != typeof(string)).Distinct())
            options.MemberAccessStrategy.Register(model);
        options.ValueConverters.Add(value => value is Paragraphs words ? new Paragraphs.Value(words) : value is Html html ? new StringValue(html.Markup, encode: false) : null);
        return options;
    }
}
