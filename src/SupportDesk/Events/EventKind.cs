namespace SupportDesk.Events;

/// <summary>What kind of thing an event is about.</summary>
public enum ObjectKind { Ticket, Thread, Person, Team, Policy, Chain, Escalation, Supporter, Mailbox, Outbox, Desk, Signer }

/// <summary>What happened. Names are stored as text, so renaming one is a migration.</summary>
public enum EventKind
{
    // what became of mail, and of the time of cases
    MailCalledOff, MailBounced, Undeliverable, ReminderOwed, TimeGivenBack,

    // tickets
    TicketOpened, Assigned, Unassigned, TeamChanged, StatusChanged, Solved, Closed, Reopened, MarkedSpam, MarkedNotSpam,
    SubjectChanged, PriorityChanged, Tagged, Untagged, ParticipantJoined, ParticipantLeft, RequesterChanged, MadeOfMail, Snoozed, Woken, MailFailed, MaybeSentTwice, EarlierCopyMayHaveLeft, MailHeld, MailReleased, MailRejected, MailReadAgain, AnswersStopped,
    AskedOutside, AnsweredOutside, ActUndone,

    // threads
    ReplyPosted, NotePosted, ReplyUndone, PostHidden,

    // people
    PersonAdded, PersonRenamed, TimeZoneSet, AddressAdded, AddressVerified, AddressFailed, AccountAdded, AccountDeactivated, AccountReactivated,
    RoleGranted, RoleRevoked, AbsenceAdded, AbsenceChanged, AbsenceEnded, TeamAdded, MemberJoined, MemberLeft, MemberChanged,

    // policies and chains
    PolicyAdded, StatementChanged, RequirementAdded, RequirementDropped, PolicyOwnerChanged, PolicyChainChanged, PolicyArchived, PolicyRestored, ChainChanged,

    // escalations: one for each receipt, named alike, and the supporters' own acts
    Raised, ClimbBegan, Delivered, Opened, Acknowledged, Asked, Answered, Returned, Forwarded, Skipped, TakenUp, Reminded, TimedOut,
    Withdrawn, EscalationMerged, Moved, Decided, Told, EscalationReopened, Effective, LevelNoted, ConfirmationAsked, ConfirmationEnded, CommandRefused,
    SupporterJoined, ConsentAsked, ConsentReminded, ConsentGiven, ConsentUnclear, ConsentRead, SupporterLeft, PassagePicked, FollowChanged, CameAfterDecision, PassageLookedOver,
    DetailsErased, HolderJoined, HolderLeft,

    // the desk itself
    ClockPushed, SignerTrusted, SignerDistrusted, KeysRotated, HeadsAnchored,
}
