namespace SupportDesk.Notifications.Rendering;

/// <summary>Markup that was sanitised when it was stored; everything else a template shows is encoded.</summary>
public readonly record struct Html(string Markup)
{
    public override string ToString() => Markup;
}
