using Microsoft.AspNetCore.Mvc;

namespace SupportDesk.Web.Rail;

public sealed class RailViewComponent(RailViews views) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View(await views.ForAsync(HttpContext.RequestAborted));
}
