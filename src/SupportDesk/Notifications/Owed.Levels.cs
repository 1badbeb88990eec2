using Microsoft.EntityFrameworkCore;
using SupportDesk.Escalations;
using SupportDesk.Events;
using SupportDesk.Mail;
using static SupportDesk.Events.EventKind;

namespace SupportDesk.Notifications;

/// <summary>What somebody at a level hears of what they commanded by mail.</summary>
public sealed partial class Owed
{
    private const int MostNotesAnHour = 5;

    private async Task ShowExactWordsAsync(Owing owing) =>
        await OweStaffAsync(owing, MailKind.Confirmation, await EscalationAsync(owing), owing.Event.ActorId, owing.Event.IdOf("unconfirmed"));

    // Each command and each refusal is answered. A program that does not say so and answers all it gets writes notes: after a few of them it hears no more.
    private async Task AnswerLevelAsync(Owing owing)
    {
        var happening = owing.Event;
        if (happening is { ObjectKind: ObjectKind.Escalation, Kind: ConfirmationEnded } && happening.ValueOf<UnconfirmedEnd>("why") is not UnconfirmedEnd.Replaced)
            await OweStaffAsync(owing, MailKind.Understood, await EscalationAsync(owing), happening.IdOf("person")!.Value, happening.IdOf("unconfirmed"));
        else if (happening is { ObjectKind: ObjectKind.Escalation, Capacity: Capacity.Level, Via: Via.Mail, Kind: Acknowledged or Asked or Forwarded or Decided or CommandRefused })
            await OweStaffAsync(owing, MailKind.Understood, await EscalationAsync(owing), happening.ActorId);
        else if (happening is { Capacity: Capacity.Level, Via: Via.Mail, Kind: LevelNoted } && happening.NumberOf("beside") is null && !await HasHeardEnoughAsync(owing))
            await OweStaffAsync(owing, MailKind.Understood, await EscalationAsync(owing), happening.ActorId);
    }

    private static async Task<bool> HasHeardEnoughAsync(Owing owing)
    {
        var (since, escalation, person) = (owing.At.AddHours(-1), owing.Event.ObjectId, owing.Event.ActorId);
        return await owing.Db.Outbox.CountAsync(m => m.ObjectId == escalation && m.PersonId == person && m.Kind == MailKind.Understood && m.At > since && m.Event!.Kind == LevelNoted, owing.Cancel) >= MostNotesAnHour;
    }
}
