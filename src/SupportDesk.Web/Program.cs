using SupportDesk.Web.Assets;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.Services.AddRazorPages();
builder.Services.AddDeskFront();
var app = builder.Build();
app.UseDeskFront();
app.MapRazorPages();
app.Run();
