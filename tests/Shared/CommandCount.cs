using Microsoft.Extensions.Logging;

namespace SupportDesk.Tests;

/// <summary>Counts the commands that EF sends: add it to a test's services as <see cref="ILoggerProvider"/>.</summary>
/// <param name="beginning">Counts only those whose text begins with this, for instance <c>SELECT</c>.</param>
sealed class CommandCount(string beginning = "") : ILoggerProvider, ILogger
{
    const int CommandExecuted = 20101; // RelationalEventId.CommandExecuted

    int commands;

    /// <summary>Commands since the last call.</summary>
    public int Take() => Interlocked.Exchange(ref commands, 0);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == CommandExecuted && (beginning.Length == 0 || formatter(state, exception).Contains($"\n{beginning}", StringComparison.Ordinal)))
            Interlocked.Increment(ref commands);
    }

    public void Dispose() { }
}
