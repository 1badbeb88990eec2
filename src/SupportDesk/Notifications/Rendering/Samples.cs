using System.Globalization;
using SupportDesk.Mail;

namespace SupportDesk.Notifications.Rendering;

/// <summary>An invented mail of each kind. Every list holds something and every choice is taken, so that a preview shows as much of its template as it can.</summary>
internal sealed class Samples(MailLinks links)
{
    private const long Ticket = 1042, Case = 7;
    private const string Subject = "Identity verification / profile picture", Title = "A picture nobody can give", Policy = "Mandatory profile picture";
    private const string Rule = "Each seller shows a profile picture.\n\nOn it can be recognised:\n- the face of the seller,\n- nobody else.";
    private const string Passage = $"{Complaint}\n\n- the page says so each time", Asked = "Which page asked you for the picture?\n- the first\n- the second", Reason = "Two things were missing:\n- the badge,\n- the time.";
    private const string Complaint = "I can’t sign in to change my picture, and I need a picture to sign in.", Level = "Head of trust and safety";
    private const string Statement = "From December a picture is asked for after signing in, not before.\n\nUntil then:\n- the badge will do,\n- nobody is locked out.";
    private const string Hash = "9f2c71d40b8e", Head = "6ce93806c4363f17345e373c24415695339ab45cf30fcbf571051fefe242c47c";

    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Zone = TimeZones.Find("Europe/Berlin") ?? TimeZoneInfo.Utc;
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");
    private static readonly string Moment = Moments.Say(Now.AddDays(1).AddHours(5), Now, Zone, Culture), Day = Moments.SayDay(new DateOnly(2026, 12, 1), Now, Zone, Culture);
    private static readonly Html Words = new($"<p>{Complaint}</p>");

    public object Of(MailKind kind) => kind switch
    {
        MailKind.Acknowledgement => new AcknowledgementModel(Ticket, Subject, "Marketfield", Track),
        MailKind.Reply => new ReplyModel(Ticket, Subject, "Valeria", "Marketfield", new("<p>Thank you, Damion. We have looked into it.</p>"), "Thank you, Damion. We have looked into it.", ["Rosa"], [new("contract.pdf", "23.4 MB", Moment, Desk("/file/…"))],
            [new("Damion", Moment, Words, $"> {Complaint}")], Track),
        MailKind.Assigned => new AssignedModel(Ticket, Subject, "Damion", Passage, "Moderator Mira", Desk($"/tickets/{Ticket}")),
        MailKind.Outside => new OutsideModel(Ticket, Subject, "Valeria", "Marketfield", new("<p>Does your check refuse this picture, and why?</p>"), "Does your check refuse this picture, and why?", [new("Damion", Moment, Words, $"> {Complaint}")], ["film.mp4"]),
        MailKind.NewReply => new NewReplyModel(Ticket, Subject, "Damion", Words, Complaint, true, Desk($"/tickets/{Ticket}")),
        MailKind.ConsentNoted => new ConsentNotedModel(Case, Policy, "Anonymous", true, true, false, Track),
        MailKind.ConsentQuestion or MailKind.ConsentReminder or MailKind.PassedOn => new ConsentModel("Damion", Policy, Rule, [Passage], ["Team lead", Level], Moment, "Private", Desk("/consent/…")),
        MailKind.Delivery => new DeliveryModel(Case, Title, Level, Policy, Rule, 3, 1, [new(Passage, "Damion"), new("The same happened to me.", "")], "Team lead", "We can’t change this at our level:\n- the rule is older.", Moment, true, true, true, Dossier, Hash)
            { Why = "StandsIn", InPlaceOf = "Ines Beck", Since = Moment, ReopenReason = Reason },
        MailKind.CaseWithdrawn => new CaseWithdrawnModel(Case, Title, Policy, Level, false, Dossier),
        MailKind.LevelReminder => new LevelReminderModel(Case, Title, Level, Policy, 3, Moment, false, "Decision", Dossier),
        MailKind.Overdue => new OverdueModel(Case, Title, Level, Policy, Moment, Dossier),
        MailKind.Step => new StepModel(Case, Title, Policy, "Reopened", Level, Reason, Track, Hash),
        MailKind.Question => new QuestionModel(Case, Title, Policy, Level, Asked, Moment, true, "Named", Track),
        MailKind.Answer => new AnswerModel(Case, Title, Level, Asked, "Both:\n- the first,\n- the second.", "Damion", false, Moment, Dossier),
        MailKind.Returned => new ReturnedModel(Case, Title, Level, "Which of the two is meant?\n- the first\n- the second", Moment, Dossier),
        MailKind.Decision => new DecisionModel(Case, Title, Policy, "PartlyAccepted", Statement, Level, Day, 1, 3, Track, Hash, false, Moment, false, Day, Reason),
        MailKind.CaseDecided => new CaseDecidedModel(Case, Title, Policy, "Accepted", Statement, Level, Day, Reason, [new(Ticket, Subject, Desk($"/tickets/{Ticket}"))], 2, Dossier),
        MailKind.Understood => new UnderstoodModel(Case, Title, Policy, "Decided", "", "", "Decide", false, Level, "", "PartlyAccepted", Statement, 3, "", Dossier),
        MailKind.Confirmation => new ConfirmationModel(Case, Title, Policy, "Decide", "PartlyAccepted", Statement, Day, 3, Level, "Team lead", "",
            Asked, true, "Dirk", Command("Confirm", "CONFIRM"), Command("Change", "CHANGE"), Command("Discard", "DISCARD"), Desk("/confirm/…"), Dossier),
        MailKind.FreshLink => new FreshLinkModel(Title, Track, Moment, WorksOnce: true, [new("Where is my invoice?", Track), new("A second account", Track)]),
        MailKind.Anchored => new AnchoredModel("2026-11-30", 12, Head, 1, Desk("/receipts")),
        MailKind.Bundle => new BundleModel("NewReply", 8, [new($"Damion answered: {Subject} [#{Ticket}]", Desk($"/tickets/{Ticket}")), new("Rosa answered: Where is my invoice? [#1044]", Desk("/tickets/1044"))], 6),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no sample of this mail."),
    };

    /// <summary>What stands around a mail to a level.</summary>
    public LevelActsModel? ActsOf(MailKind kind) => kind is not (MailKind.Delivery or MailKind.LevelReminder or MailKind.Overdue or MailKind.Answer) ? null : new(
        Desk("/acknowledge/…"), "", [Command("Acknowledge", "acknowledge"), Command("Ask", "ask:"), Command("Forward", "forward:"), Command("Accepted", "accepted:")], "Senior vice president",
        kind == MailKind.LevelReminder ? "Decide" : "", "", Moment, kind == MailKind.LevelReminder ? Desk("/confirm/…") : "");

    private static CommandModel Command(string verb, string word) => new(verb, word, "mailto:support@marketfield.test");

    /// <summary>What stands at the foot of a mail of this kind.</summary>
    public static IReadOnlyList<HeadModel> HeadsOf(MailKind kind) => kind is MailKind.Acknowledgement or MailKind.Reply or MailKind.Assigned or MailKind.NewReply or MailKind.Outside
        or MailKind.ConsentQuestion or MailKind.Bundle or MailKind.Anchored ? [] : [new(Case, Head)];

    private string Track => Desk("/track/…");

    private string Dossier => Desk($"/escalations/{Case}");

    private string Desk(string path) => links.ToDesk(path);
}
