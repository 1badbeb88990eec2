using System.Text.Json;

namespace SupportDesk.Drafts;

/// <summary>What one person has typed into one form and not sent. Nobody else sees it, and search and exports do not know it.</summary>
public sealed class Draft
{
    /// <summary>The most characters that the fields of one draft may have together.</summary>
    public const int LongestFields = 400_000;

    private Draft() { }

    public Guid Id { get; private init; }
    public Guid PersonId { get; private init; }
    public DraftKind Kind { get; private init; }

    /// <summary>See <see cref="DraftPlace.Subject"/>.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>The form's fields: a JSON object from name to a list of values. They hold recipients, words, and the ids of attached files.</summary>
    public string Fields { get; private set; } = "{}";

    /// <summary>The act of the form that saved it last. Once that act was done, the draft counts as sent, even if this row was saved late.</summary>
    public Guid? ActId { get; private set; }

    /// <summary>Counts the saves of one form, so that a save that arrives late does not replace a newer one.</summary>
    public int Turn { get; private set; }

    public long Version { get; private set; }
    public DateTimeOffset SavedAt { get; private set; }

    public DraftPlace Place => new(Kind, Subject);

    /// <summary>By which its files know it. It names the kind, so that files of a note cannot be sent with a reply.</summary>
    public string FileKey => FileKeyOf(Place, Id);

    public static string FileKeyOf(DraftPlace place, Guid id) => $"{FileKeysOf(place)}{id:N}";

    /// <summary>What the keys of all drafts at a place begin with.</summary>
    public static string FileKeysOf(DraftPlace place) => $"{place.Kind}:{place.Subject}:";

    public static Draft Start(Guid id, Guid personId, DraftPlace place, DateTimeOffset at) => new() { Id = id, PersonId = personId, Kind = place.Kind, Subject = place.Subject, SavedAt = at };

    /// <summary>Replaces what was typed.</summary>
    /// <exception cref="DeskException">It is too long.</exception>
    public void Save(IReadOnlyDictionary<string, string[]> fields, Guid? actId, int turn, DateTimeOffset at)
    {
        var json = JsonSerializer.Serialize(fields);
        if (json.Length > LongestFields)
            throw new DeskException("This draft is too long for the desk. Shorten it, or put part of it into a file.");

        (Fields, ActId, Turn, SavedAt) = (json, actId, turn, at);
        Version++;
    }

    /// <summary>Puts it before the others of its place.</summary>
    public void BringForward(DateTimeOffset at)
    {
        SavedAt = at;
        Version++;
    }

    public IReadOnlyDictionary<string, string[]> ReadFields() => JsonSerializer.Deserialize<Dictionary<string, string[]>>(Fields)!;
}
