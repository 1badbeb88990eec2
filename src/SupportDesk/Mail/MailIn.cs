using Microsoft.Extensions.DependencyInjection;
using SupportDesk.Mail.Authenticity;
using SupportDesk.Mail.Checking;
using SupportDesk.Mail.Incoming;
using SupportDesk.Mail.Matching;
using SupportDesk.Mail.Sources;

namespace SupportDesk.Mail;

/// <summary>What takes mail in, whatever its source.</summary>
public static class MailIn
{
    public static IServiceCollection AddMailIn(this IServiceCollection services) => services
        .AddSingleton<ITxtRecords, DnsTxtRecords>()
        .AddSingleton<SignatureCheck>()
        .AddSingleton<SenderCheck>()
        .AddSingleton<CheckMarks>()
        .AddSingleton<Matcher>()
        .AddSingleton<Recorder>()
        .AddSingleton<Intake>()
        .AddSingleton<SecondTry>()
        .AddSingleton<MailToTicket>()
        .AddSingleton<MailboxesAsTheyStand>()
        .AddSingleton<MailboxCheck>()
        .AddSingleton<SenderExplanations>()
        .AddSingleton<OtherLetters>()
        .AddSingleton<MailRoomSource>();
}
