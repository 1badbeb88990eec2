namespace SupportDesk.Web.Hosting;

/// <summary>One place that settings come from.</summary>
/// <param name="Name">As people know it: the path of a file, or "the environment".</param>
public sealed record SettingsSource(string Name, bool IsFile, IConfigurationProvider Provider)
{
    /// <summary>What the host itself was started with, the arguments once more included.</summary>
    public const string Host = "the host";

    /// <summary>Every key it gives, those of empty lists included.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. KeysBelow(Provider, null)];

    private static IEnumerable<string> KeysBelow(IConfigurationProvider provider, string? parent)
    {
        foreach (var name in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? name : $"{parent}:{name}";
            if (provider.TryGet(key, out _))
                yield return key;
            foreach (var below in KeysBelow(provider, key))
                yield return below;
        }
    }
}

/// <summary>
/// Combines sources so that lists and named wholes are replaced and never merged: two lists merged by their numbers are a third one that nobody wrote.
/// Where the highest source that names any key of a section of <see cref="Table"/> is found, lower sources give nothing of that section.
/// </summary>
public sealed class WholeSections
{
    /// <summary>
    /// The sections that one source gives whole; <c>*</c> stands for one name or number. A test compares the table with the options classes. Mailboxes and
    /// raw keys hold secrets: a file replaces them, while the environment, user secrets and the command line complete their entries.
    /// </summary>
    public static readonly IReadOnlyList<(string Section, bool ByFilesOnly)> Table =
    [
        ("Escalations:Chains:*", false),
        ("Escalations:Calendars:*", false),
        ("Tickets:Macros", false),
        ("Site:Proxies", false),
        ("Mail:Signatures:NameServers", false),
        ("Mail:Mailboxes", true),
        ("Mail:Mailboxes:*:Trust:AuthServIds", false),
        ("Mail:Mailboxes:*:Trust:FormSenders", false),
        ("Mail:Mailboxes:*:Trust:FormFields", false),
        ("Mail:Mailboxes:*:Trust:Hosts", false),
        ("Mail:RawKeys", true),
        ("Receipts:Auditors", false),
        ("Serilog:Using", false),
        ("Serilog:Enrich", false),
        ("Serilog:Filter", false),
        ("Serilog:WriteTo", false),
        ("Serilog:AuditTo", false),
    ];

    private WholeSections(IReadOnlyDictionary<string, string?> values, IReadOnlyList<Replacement> replaced) => (Values, Replaced) = (values, replaced);

    public IReadOnlyDictionary<string, string?> Values { get; }

    public IReadOnlyList<Replacement> Replaced { get; }

    /// <param name="By">The source that gives the section whole.</param>
    /// <param name="Of">The lower ones that name it too.</param>
    public sealed record Replacement(string Section, string By, IReadOnlyList<string> Of)
    {
        public string Sentence => $"{Section} is taken whole from {By}; what {string.Join(" and ", Of)} says of it does not count.";
    }

    /// <param name="sources">From the lowest to the highest.</param>
    public static WholeSections Combine(IReadOnlyList<SettingsSource> sources)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var givers = Givers(sources);
        foreach (var (no, source) in sources.Index())
        {
            foreach (var key in source.Keys.Where(key => SectionsOf(key).All(s => givers[s.Name] <= no)))
            {
                source.Provider.TryGet(key, out var value);
                values[key] = value;
            }
        }

        // A named whole that its highest source leaves empty is taken out, not made one without content.
        foreach (var emptied in values.Where(v => string.IsNullOrEmpty(v.Value) && IsNamedWhole(v.Key)).Select(v => v.Key).ToList())
            values.Remove(emptied);
        return new(values, [.. Replacements(sources, givers)]);
    }

    // The number of the highest source that gives each section whole.
    private static Dictionary<string, int> Givers(IReadOnlyList<SettingsSource> sources)
    {
        var givers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (no, source) in sources.Index())
        {
            foreach (var (name, byFilesOnly) in source.Keys.SelectMany(SectionsOf))
            {
                if (!byFilesOnly || source.IsFile || !givers.ContainsKey(name))
                    givers[name] = no;
            }
        }

        return givers;
    }

    private static bool IsNamedWhole(string key) =>
        Table.Any(t => t.Section.EndsWith(":*", StringComparison.Ordinal) && Depth(key) == Depth(t.Section) && Matches(key.Split(':'), t.Section));

    private static IEnumerable<Replacement> Replacements(IReadOnlyList<SettingsSource> sources, Dictionary<string, int> givers) =>
        from giver in givers
        let lower = sources.Take(giver.Value).Where(s => s.Name != SettingsSource.Host)
        let of = lower.Where(s => s.Keys.Any(k => k.StartsWith(giver.Key + ":", StringComparison.OrdinalIgnoreCase))).Select(s => s.Name).Distinct().ToList()
        where of.Count > 0
        select new Replacement(giver.Key, sources[giver.Value].Name, of);

    private static IEnumerable<(string Name, bool ByFilesOnly)> SectionsOf(string key)
    {
        var parts = key.Split(':');
        foreach (var (section, byFilesOnly) in Table.Where(t => Matches(parts, t.Section)))
            yield return (string.Join(':', parts.Take(Depth(section))), byFilesOnly);
    }

    private static bool Matches(string[] parts, string section)
    {
        var wanted = section.Split(':');
        return parts.Length >= wanted.Length && wanted.Zip(parts).All(p => p.First == "*" || p.First.Equals(p.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static int Depth(string key) => key.Split(':').Length;
}
