using System.ComponentModel.DataAnnotations;

namespace SupportDesk.Tickets;

/// <summary>Words that are written often. <c>{{requester}}</c> stands for the requester's first name.</summary>
public sealed class Macro
{
    [Required(ErrorMessage = "A macro needs a name."), StringLength(60)]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "A macro needs words."), StringLength(4000)]
    public string Text { get; set; } = "";

    /// <summary>The words for one requester.</summary>
    public string For(string requester) => Text.Replace("{{requester}}", requester.Split(' ', 2)[0], StringComparison.Ordinal);
}
