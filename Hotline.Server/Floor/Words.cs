namespace Hotline.Server.Floor;

public enum Channel { Voice, Chat, Sms, Callback, WalkIn }

/// <summary>Least to most severe.</summary>
public enum Band { Low, Moderate, High, Imminent }

/// <summary>What a worker chose, or what was detected of the worker. Engaged and wrap-up follow from holdings.</summary>
public enum PresenceKind { OffDuty, Available, Break, NotResponding, ConsoleLost }

public enum BreakReason { Break, Meal, Documentation, Supervision, Training, Debrief }

public enum Outcome { Supported, SafetyPlanned, Referred, EscalatedToEmergency, HungUp, WrongNumber, Prank, TransferredOut, Other }
