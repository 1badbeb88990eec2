using System.ComponentModel.DataAnnotations;
using SupportDesk.People;

namespace SupportDesk.Tickets;

/// <summary>Words that are written often. <c>{{requester}}</c> stands for the requester's first name.</summary>
public sealed class Macro
{
    [Required(ErrorMessage = "A macro needs a name."), StringLength(60)]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "A macro needs words."), StringLength(4000)]
    public string Text { get; set; } = "";

    /// <summary>The words for one requester; where no name is known, the place is left out with the space before it.</summary>
    public string For(string requester) =>
        GreetingName.Find(requester) is { Length: > 0 } name
            ? Text.Replace("{{requester}}", name, StringComparison.Ordinal)
            : Text.Replace(" {{requester}}", "", StringComparison.Ordinal).Replace("{{requester}}", "", StringComparison.Ordinal);
}
