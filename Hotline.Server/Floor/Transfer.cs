using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hotline.Server.Floor;

/// <summary>Cold: the receiver's acceptance moves the contact. Warm: both talk with the help seeker until the sender hands over. Consult: somebody helps, the contact stays.</summary>
public enum TransferKind { Cold, Warm, Consult }

/// <summary>Seeking somebody; Joined by the receiver of a warm one; Over without anybody: the sender's choice again; Recalling what another line was given.</summary>
public enum TransferStep { Seeking, Joined, Over, Recalling }

/// <summary>How a transfer came to its end. Dropped: the conversation itself ended or was moved by somebody else.</summary>
public enum TransferEnd { HandedOver, Declined, Unanswered, Left, Cancelled, Dropped }

/// <summary>Whom a transfer is for.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Colleague), "worker")]
[JsonDerivedType(typeof(Skilled), "skill")]
[JsonDerivedType(typeof(OtherLine), "line")]
public abstract record TransferTarget
{
    private TransferTarget() { }

    public sealed record Colleague(WorkerId Worker) : TransferTarget;

    /// <summary>Whoever is free, has it, and can take the contact; one after the other.</summary>
    public sealed record Skilled(SkillNeed Need) : TransferTarget;

    /// <summary>Another line's queue; cold only.</summary>
    public sealed record OtherLine(LineId Line) : TransferTarget;
}

/// <summary>A hand-over in the making. The contact stays with its sender until somebody has it.</summary>
/// <param name="Number">1, 2, … per contact: names the attempt.</param>
/// <param name="Until">Nobody new is asked from then on; null when nobody is sought.</param>
public sealed record Transfer(int Number, TransferKind Kind, TransferTarget Target, WorkerId By, DateTimeOffset StartedAt, TransferStep Step, DateTimeOffset? Until)
{
    /// <summary>Who was asked in this attempt; nobody twice.</summary>
    public ImmutableArray<WorkerId> Tried { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Who came, of a warm one.</summary>
    public WorkerId? With { get; init; }

    /// <summary>Why it is over; null before.</summary>
    public TransferEnd? End { get; init; }

    /// <summary>Offers of it may be pending.</summary>
    [JsonIgnore]
    public bool Asks => Step == TransferStep.Seeking && Target is not TransferTarget.OtherLine;
}

/// <summary>Who handed a contact over last: for a while they may still write down what was said.</summary>
public sealed record Sender(WorkerId Worker, DateTimeOffset At);

public enum BesideRole { Consultant, Receiver, Supervisor }

/// <summary>Somebody in the conversation beside its holder. Uses capacity as a holder does.</summary>
public sealed record Participant(WorkerId Worker, BesideRole Role, Fence Fence, DateTimeOffset Since);

/// <summary>What another line was given of a contact. It outlives the transfer: kept until it is known what came of it there, and until the file has followed.</summary>
/// <param name="Number">Of the attempt: with the contact's id it names the contact over there.</param>
/// <param name="Arrived">Somebody there has it; its file is still to follow.</param>
public sealed record Abroad(int Number, LineId Line, bool Arrived);

/// <summary>The contact of another line that this one was made of.</summary>
public sealed record Origin(LineId Line, ContactId Contact);
