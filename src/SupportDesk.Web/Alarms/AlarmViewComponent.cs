using Microsoft.AspNetCore.Mvc;
using SupportDesk.Mail;
using SupportDesk.People;
using SupportDesk.Web.Access;

namespace SupportDesk.Web.Alarms;

/// <summary>Tells administrators on every page that no mail leaves.</summary>
public sealed class AlarmViewComponent(CurrentUser user, SendingOutages outages) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        user.Staff is { } staff && staff.May(Permission.Administer) && await outages.PresentAsync(HttpContext.RequestAborted) is { } outage
            ? View(outage)
            : Content("");
}
