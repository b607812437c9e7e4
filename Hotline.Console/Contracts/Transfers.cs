namespace Hotline.Contracts;

/// <summary>Cold: the receiver's acceptance moves the contact. Warm: both are with the help seeker until the sender hands over. Consult: somebody helps, the contact stays.</summary>
public enum TransferKind { Cold, Warm, Consult }

public enum TransferTo { Worker, Skill, Line }

/// <summary>Seeking somebody; Joined by the receiver of a warm one; Over without anybody: the sender's choice again; Recalling what another line was given.</summary>
public enum TransferStep { Seeking, Joined, Over, Recalling }

public enum TransferEnd { HandedOver, Declined, Unanswered, Left, Cancelled, Dropped }

/// <summary>What somebody is in a conversation that somebody else holds.</summary>
public enum BesideRole { Consultant, Receiver, Supervisor }

/// <summary>The holder asks somebody to take the contact over, or to help with it.</summary>
/// <param name="WorkerId">For <see cref="TransferTo.Worker"/>.</param>
/// <param name="Skill">For <see cref="TransferTo.Skill"/>, with its least level, 1–5.</param>
/// <param name="Reason">A note to the receiver, 3–500 characters; sealed in the record, shown to who takes part. Null or blank: none.</param>
public sealed record TransferOrder(
    string CommandId, string ContactId, string Fence, TransferKind Kind, TransferTo To, string? WorkerId, string? Skill, int? Level, string? Reason)
{
    /// <summary>For <see cref="TransferTo.Line"/>, whose only kind is cold.</summary>
    public string? Line { get; init; }
}

/// <param name="WorkerId">Who is handed the contact, or goes: oneself, or of a contact one holds somebody beside.</param>
/// <param name="Fence">Of the holder; empty for who goes by themselves.</param>
public sealed record BesideOrder(string CommandId, string ContactId, string WorkerId, string Fence);

/// <param name="Reason">Typed, 3–500 characters; sealed in the record, shown to who takes the contact next.</param>
public sealed record ReturnOrder(string CommandId, string ContactId, string Fence, string Reason);

/// <summary>A hand-over in the making, as its sender's desk and the board show it.</summary>
/// <param name="Target">Name of the worker, <c>skill:level</c>, or name of the line.</param>
/// <param name="Until">Nobody new is asked from then on; null when nobody is sought.</param>
/// <param name="Asking">Who is being asked now; null when nobody is.</param>
public sealed record TransferView(TransferKind Kind, TransferTo To, string Target, TransferStep Step, DateTimeOffset StartedAt, DateTimeOffset? Until, string? Asking, TransferEnd? End)
{
    /// <summary>Of a transfer to another line: its name in Chinese; <see cref="Target"/> has it in English.</summary>
    public string? TargetZh { get; init; }
}

/// <summary>Somebody in the conversation beside its holder.</summary>
public sealed record ParticipantView(string WorkerId, string Name, BesideRole Role, DateTimeOffset Since);

/// <summary>A contact this worker is beside: seen, not held.</summary>
/// <param name="HolderLost">The holder's console is lost: this worker may go on with the contact.</param>
public sealed record BesideView(
    string ContactId, BesideRole Role, string HolderName, bool HolderLost, Band Band, int Score, Channel Channel, string Language,
    DateTimeOffset ArrivedAt, DateTimeOffset Since, IReadOnlyList<ReasonView> Reasons, long Basis, IReadOnlyList<ParticipantView> Beside);

/// <summary>Whom the holder of a contact can ask; answer of <c>GET /api/v1/console/contacts/{id}/receivers</c>.</summary>
/// <param name="Lines">Other lines that can be given the contact now.</param>
public sealed record ReceiversView(IReadOnlyList<ReceiverView> Workers, IReadOnlyList<SkillChoice> Skills, IReadOnlyList<LineChoice> Lines);

/// <param name="Free">How many there could be asked at once.</param>
public sealed record LineChoice(string Line, string Name, string NameZh, int Free);

/// <param name="CannotTake">Why they cannot take the contact over now, as the slug of a refusal; null when they can.</param>
/// <param name="CannotHelp">The same for a consultation.</param>
public sealed record ReceiverView(
    string WorkerId, string Name, bool Supervisor, Presence Presence, string? CannotTake, string? CannotHelp, IReadOnlyList<string> Languages, IReadOnlyList<string> Skills);

/// <param name="Highest">Highest level anybody on duty has, 1–5.</param>
/// <param name="Free">How many who have it could take the contact now.</param>
public sealed record SkillChoice(string Skill, int Highest, int Free);

/// <summary>A note from who handed the contact over, or gave it back, to who has it next.</summary>
public sealed record HandoverEntry(DateTimeOffset At, string WorkerId, string? WorkerName, string Text);
