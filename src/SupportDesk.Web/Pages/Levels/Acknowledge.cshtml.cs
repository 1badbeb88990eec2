using SupportDesk.Escalations;
using SupportDesk.Mail;
using SupportDesk.Web.Access;
using SupportDesk.Web.Filters;

namespace SupportDesk.Web.Pages.Levels;

/// <summary>Acknowledging a case by the link in a mail.</summary>
[Door(DoorKind.SignedLink), TriesAgain]
public sealed class AcknowledgeModel(LevelLinks links, DeskClock clock) : LevelLinkPage(links, clock, LinkPurpose.Acknowledge)
{
    protected override void Do(LevelLink link, DateTimeOffset at) => link.Escalation.Acknowledge(link.Standing, link.By, at);
}
