using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Levels;

/// <summary>Confirming a decision or a question that came by mail, by the link in the mail that shows its exact words.</summary>
[Door(DoorKind.SignedLink), TriesAgain]
public sealed class ConfirmModel(LevelLinks links, DeskClock clock) : LevelLinkPage(links, clock, LinkPurpose.Confirm)
{
    protected override void Do(LevelLink link, DateTimeOffset at) => link.Escalation.Confirm(link.Act!, link.Standing, link.By, at);
}
