using SupportDesk.Drafts;

namespace SupportDesk.Web.Filters;

/// <summary>Says that what is typed into a page's form is kept as a draft of this kind until the page's POST has sent it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepsDraftAttribute(DraftKind kind) : Attribute
{
    public DraftKind Kind => kind;

    /// <summary>Where the page's draft belongs, by its route.</summary>
    public DraftPlace PlaceOf(RouteValueDictionary route) => new(kind, SubjectOf(route));

    private string SubjectOf(RouteValueDictionary route)
    {
        if (route.TryGetValue("slug", out var slug))
            return $"policy:{slug}";
        if (!route.TryGetValue("number", out var number))
            return "new";

        return kind is DraftKind.Reply or DraftKind.Note or DraftKind.OutsideQuestion or DraftKind.PassUp ? $"ticket:{number}" : $"case:{number}";
    }
}
