namespace SupportDesk.Escalations;

/// <summary>How an escalation lives: gathering consent, climbing, then one of three ends. A decided one may be reopened.</summary>
public enum EscalationState { Gathering, Climbing, Decided, Withdrawn, Merged }

/// <summary>What was decided.</summary>
public enum DecisionOutcome { Accepted, PartlyAccepted, Declined, Clarified }
