using Microsoft.EntityFrameworkCore;
using SupportDesk.Jobs;
using SupportDesk.Mail;

namespace SupportDesk.Data;

/// <summary>The tables of when the desk, or its mail server, was off.</summary>
public abstract partial class DeskDb
{
    public DbSet<SendingOutage> SendingOutages => Set<SendingOutage>();
    public DbSet<HeartbeatRow> Heartbeats => Set<HeartbeatRow>();
}
