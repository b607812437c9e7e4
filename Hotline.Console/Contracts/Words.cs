namespace Hotline.Contracts;

/// <summary>How the help seeker reaches the line.</summary>
public enum Channel { Voice, Chat, Sms, Callback, WalkIn }

/// <summary>Urgency of a contact, least to most severe.</summary>
public enum Band { Low, Moderate, High, Imminent }

/// <summary>Where a contact stands. <see cref="Closed"/> and <see cref="Abandoned"/> are final.</summary>
public enum Phase { Waiting, Offered, Engaged, WrapUp, Closed, Abandoned }

/// <summary>What a worker is doing, as shown. Engaged and WrapUp follow from the contacts held; the others are chosen or detected.</summary>
public enum Presence { OffDuty, Available, Engaged, WrapUp, Break, NotResponding, ConsoleLost }

/// <summary>Why a worker is on a break.</summary>
public enum BreakReason { Break, Meal, Documentation, Supervision, Training, Debrief }

/// <summary>How an engaged contact ended.</summary>
public enum Outcome { Supported, SafetyPlanned, Referred, EscalatedToEmergency, HungUp, WrongNumber, Prank, TransferredOut, Other }

/// <summary>Account roles.</summary>
public static class Roles
{
    public const string Operator = "operator";
    public const string Supervisor = "supervisor";
    public const string Partner = "partner";
    public const string Administrator = "administrator";
}
