using System.Text.RegularExpressions;
using Fluid;
using SupportDesk.Mail;

namespace SupportDesk.Notifications.Rendering;

/// <summary>The three files of a mail.</summary>
internal enum TemplatePart { Subject, Html, Text }

/// <param name="Language">BCP 47, lower case.</param>
internal sealed record TemplateKey(MailKind Kind, TemplatePart Part, string Language);

internal sealed record TemplateFile(string Path, IFluidTemplate Template);

/// <summary>Reads and checks a folder of templates, and gathers every problem rather than the first.</summary>
/// <param name="changed">A folder whose files count in place of those of the same name in the first, and are checked alike; null for none.</param>
internal sealed partial class TemplateReading(string folder, string? changed)
{
    private static readonly string[] Layouts = ["_layout.html.liquid", "_layout.text.liquid"];
    private static readonly string[] Tags = ["if", "unless", "case", "for", "comment"];
    private static readonly FluidParser Parser = RestrictedParser();

    public List<string> Problems { get; } = [];

    public IReadOnlyDictionary<TemplateKey, TemplateFile> ReadAll()
    {
        var files = new Dictionary<TemplateKey, TemplateFile>();
        var kinds = TemplateKinds.Models.Keys.ToDictionary(TemplateKinds.FolderOf);
        if (!Directory.Exists(folder))
        {
            Problems.Add($"{folder}: there is no folder of mail templates.");
            return files;
        }

        foreach (var unknown in Folders.SelectMany(Directory.GetDirectories).Where(d => !kinds.ContainsKey(Path.GetFileName(d))))
            Problems.Add($"{unknown}: the desk sends no such mail; expected one of {string.Join(", ", kinds.Keys.Order())}.");
        foreach (var unknown in Folders.SelectMany(Directory.GetFiles).Where(f => !Layouts.Contains(Path.GetFileName(f))))
            Problems.Add($"{unknown}: no template stands there; expected {string.Join(", ", Layouts)}, or a file in the folder of its mail.");
        foreach (var (name, kind) in kinds)
            ReadKind(name, kind, files);
        return files;
    }

    public TemplateFile? ReadLayout(string name) => Read(PathOf(name), typeof(LayoutModel));

    private IEnumerable<string> Folders => changed is null ? [folder] : [folder, changed];

    private string PathOf(string name) => Folders.Reverse().Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists) ?? Path.Combine(folder, name);

    private void ReadKind(string name, MailKind kind, Dictionary<TemplateKey, TemplateFile> files)
    {
        var names = Folders.Select(f => Path.Combine(f, name)).Where(Directory.Exists).SelectMany(Directory.GetFiles).Select(f => Path.GetFileName(f)).Distinct().Order();
        foreach (var path in names.Select(file => PathOf(Path.Combine(name, file))))
        {
            if (FileName().Match(Path.GetFileName(path)) is not { Success: true } match)
                Problems.Add($"{path}: not a name for a template; expected subject, html or text, a language, and .liquid, as in text.en.liquid.");
            else if (Read(path, TemplateKinds.Models[kind]) is { } file)
                files[new(kind, Enum.Parse<TemplatePart>(match.Groups[1].Value, ignoreCase: true), match.Groups[2].Value.ToLowerInvariant())] = file;
        }

        var languages = files.Keys.Where(k => k.Kind == kind).Select(k => k.Language).Append("en").Distinct().ToList();
        foreach (var missing in languages.SelectMany(l => Enum.GetNames<TemplatePart>().Select(p => $"{p.ToLowerInvariant()}.{l}.liquid")).Select(f => PathOf(Path.Combine(name, f))).Where(p => !File.Exists(p)))
            Problems.Add($"{missing}: the file is missing; each mail needs its three files in every language it has, and in English.");
    }

    private TemplateFile? Read(string path, Type model)
    {
        if (!File.Exists(path))
        {
            Problems.Add($"{path}: the file is missing.");
            return null;
        }

        var source = File.ReadAllText(path);
        if (!Parser.TryParse(source, out var template, out var error))
        {
            var position = Position().Match(error);
            Problems.Add($"{path}, line {(position.Success ? position.Groups[1].Value : "1")}: {Words.OneLine(position.Success ? error[..position.Index] : error)}.");
            return null;
        }

        var check = new TemplateCheck(model, []);
        check.VisitTemplate(template);
        foreach (var (written, expected) in check.Problems)
            Problems.Add($"{path}, line {LineOf(source, written)}: “{written}” is not known; {expected}.");
        return new(path, template);
    }

    // The parser keeps no positions: the name is looked for where names can stand.
    private static int LineOf(string source, string written)
    {
        var name = new Regex(written == ".." ? @"\.\." : written.StartsWith('|') ? $@"\|\s*{Regex.Escape(written[2..])}\b" : $@"(?<![\w.]){Regex.Escape(written)}(?![\w])", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (Match tag in Tag().Matches(source))
        {
            if (name.Match(tag.Value) is { Success: true } found)
                return source.AsSpan(0, tag.Index + found.Index).Count('\n') + 1;
        }

        return 1;
    }

    private static FluidParser RestrictedParser()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowFunctions = false });
        foreach (var tag in parser.RegisteredTags.Keys.Except(Tags).ToList())
            parser.RegisteredTags.Remove(tag);
        return parser;
    }

    [GeneratedRegex(@"^(subject|html|text)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.liquid$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"\s*at \((\d+):\d+\)")]
    private static partial Regex Position();

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline)]
    private static partial Regex Tag();
}
