namespace SupportDesk.Tickets;

/// <summary>Where a ticket stands. Spam is touched only by marking and unmarking it.</summary>
public enum TicketStatus { New, Open, Pending, OnHold, Solved, Closed, Spam }

/// <summary>How a solved ticket ended.</summary>
public enum Outcome { Answered, Policy, NoAnswer, Duplicate, Other }

/// <summary>Sorts a queue and sets its targets.</summary>
public enum Priority { Low, Normal, High, Urgent }

/// <summary>What a ticket's next due moment is for.</summary>
public enum TicketDue { Nothing, Wakes, PendingEnds, Closes }

/// <summary>What becomes of a ticket when staff send a reply.</summary>
public enum AfterReply { Pend, Solve, Keep }
