namespace SupportDesk.Web.Hosting;

internal static partial class HostLog
{
    [LoggerMessage(10, LogLevel.Information, "SupportDesk answers at {Addresses}; its data lie in {Folder}")]
    public static partial void LogInformationStarted(this ILogger log, string addresses, string folder);

    [LoggerMessage(11, LogLevel.Information, "{Sentence}")]
    public static partial void LogReplaced(this ILogger log, string sentence);
}
