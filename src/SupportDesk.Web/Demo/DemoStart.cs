using SupportDesk.Demo;

namespace SupportDesk.Web.Demo;

/// <summary>Loads the story into an empty desk, in Development only.</summary>
internal static partial class DemoStart
{
    public static async Task LoadDemoAsync(this WebApplication app, CancellationToken cancel)
    {
        if (!app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<DemoOptions>>().Value.Enabled || !app.Environment.IsDevelopment())
            return;

        var story = SeedStory.Read(Path.Combine(AppContext.BaseDirectory, "templates", "seed", "desk.json"));
        if (await ActivatorUtilities.CreateInstance<SeedLoader>(app.Services, app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Tickets.TicketOptions>>().Value).LoadAsync(story, cancel))
            Log.Loaded(app.Logger, story.Tickets.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Information, "The demo's story is loaded: {Tickets} tickets. Sign in with one click; write mail in the mail room")]
        public static partial void Loaded(ILogger log, int tickets);
    }
}
