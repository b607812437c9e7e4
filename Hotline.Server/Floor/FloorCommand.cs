using System.Collections.Immutable;

namespace Hotline.Server.Floor;

/// <summary>One worker to offer a contact to.</summary>
public sealed record OfferTarget(WorkerId Worker, OfferId Offer, ImmutableArray<string> WhyYou);

/// <summary>Everything that can be asked of a floor. A closed set.</summary>
public abstract partial record FloorCommand
{
    private FloorCommand() { }

    // Help seeker
    public sealed record OpenContact(
        ContactId Contact, Channel Channel, string Language, ImmutableArray<SkillNeed> Skills, Grade Grade, DateTimeOffset ArrivedAt, bool CallbackWished) : FloorCommand
    {
        /// <summary>Wished skills, the most wanted first.</summary>
        public ImmutableArray<SkillNeed> Wishes { get; init; } = [];

        /// <summary>The worker the help seeker knows, if one is preferred.</summary>
        public WorkerId? Preferred { get; init; }

        /// <summary>Workers the help seeker does not want.</summary>
        public ImmutableArray<WorkerId> NotWorkers { get; init; } = [];

        /// <summary>The wait the help seeker is told to expect, seconds.</summary>
        public int? ExpectedSeconds { get; init; }
        public WaitRange? ExpectedRange { get; init; }

        /// <summary>The contact of another line that is handed over with this; null from a channel.</summary>
        public Origin? From { get; init; }
    }
    public sealed record RescoreContact(ContactId Contact, Grade Grade) : FloorCommand;

    /// <summary>The file holds one text more; its holder's desk is told to look.</summary>
    public sealed record NoteText(ContactId Contact, int Number) : FloorCommand;

    /// <summary>SQL is away: what belongs into the contact's file rides sealed beside this command's entry.</summary>
    /// <param name="Texts">How many texts it brings.</param>
    /// <param name="Grade">With the evidence it brings; null when it brings none.</param>
    public sealed record CarryFile(ContactId Contact, int Texts, Grade? Grade) : FloorCommand
    {
        /// <summary>The floor itself learns nothing from it.</summary>
        public bool IsBare => Texts == 0 && Grade is null;
    }

    public sealed record WithdrawContact(ContactId Contact, string Reason) : FloorCommand;

    // Planner and timers
    public sealed record MakeOffers(ContactId Contact, ImmutableArray<OfferTarget> Targets, long PlannedAt) : FloorCommand;

    /// <summary>Does whatever of this contact is due: unshown offers, expired offers, ended wrap-up, lost conversation, forgetting.</summary>
    public sealed record RunTimers(ContactId Contact) : FloorCommand;
    public sealed record RaiseLastCall(ContactId Contact) : FloorCommand;

    /// <summary>Somebody who can take it is on duty again.</summary>
    public sealed record LowerLastCall(ContactId Contact) : FloorCommand;

    /// <summary>Drops closed contacts that are recorded and old enough.</summary>
    public sealed record ForgetContacts(ImmutableArray<ContactId> Contacts) : FloorCommand;

    // Auditor
    public sealed record ReconcileContact(ContactId Contact) : FloorCommand;
    public sealed record ReconcileWorker(WorkerId Worker) : FloorCommand;

    // Worker
    public sealed record JoinFloor(WorkerId Worker, WorkerProfile Profile) : FloorCommand;
    public sealed record LeaveFloor(WorkerId Worker) : FloorCommand;
    public sealed record SetPresence(WorkerId Worker, PresenceKind Presence, BreakReason? Reason) : FloorCommand;
    /// <summary>The desk asked whether somebody is there, and nobody answered.</summary>
    /// <param name="LastSignAt">Of the worker, in any tab the desk knows of.</param>
    public sealed record MarkIdle(WorkerId Worker, DateTimeOffset LastSignAt) : FloorCommand;
    public sealed record LoseConsole(WorkerId Worker) : FloorCommand;
    public sealed record ShowOffer(ContactId Contact, OfferId Offer, WorkerId Worker) : FloorCommand;
    public sealed record AcceptOffer(ContactId Contact, OfferId Offer, WorkerId Worker, Fence Fence) : FloorCommand;
    public sealed record DeclineOffer(ContactId Contact, OfferId Offer, WorkerId Worker) : FloorCommand;
    public sealed record TakeLastCall(ContactId Contact, WorkerId Worker) : FloorCommand;

    /// <summary>The worker takes the next contact by own choice.</summary>
    /// <param name="Contact">Null when none was found.</param>
    public sealed record PullContact(ContactId? Contact, WorkerId Worker) : FloorCommand;

    /// <summary>A console presents what it accepted before the epoch changed.</summary>
    public sealed record ClaimContact(ContactId Contact, WorkerId Worker, Fence Fence) : FloorCommand;
    public sealed record EndContact(ContactId Contact, WorkerId Worker, Fence Fence, Outcome Outcome) : FloorCommand;
    public sealed record ExtendWrapUp(ContactId Contact, WorkerId Worker, Fence Fence) : FloorCommand;
    public sealed record FinishWrapUp(ContactId Contact, WorkerId Worker, Fence Fence) : FloorCommand;

    /// <summary>A person's band over the computed one; the typed reason is kept in the record.</summary>
    /// <param name="Score">In the band's range, as the rules have it.</param>
    /// <param name="Basis">Of the grade it was said on.</param>
    /// <param name="Fence">Of the holder; null for a supervisor.</param>
    public sealed record OverrideBand(ContactId Contact, Band Band, int Score, long CreditMs, long Basis, WorkerId By, Fence? Fence) : FloorCommand;

    // Hand-offs; a note to the receiver is in the record, never on the floor

    /// <summary>The holder asks somebody to take the contact over, or to help with it.</summary>
    /// <param name="Offer">Names the offer to a colleague.</param>
    public sealed record StartTransfer(ContactId Contact, WorkerId By, Fence Fence, TransferKind Kind, TransferTarget Target, OfferId Offer) : FloorCommand;

    /// <summary>Puts a transfer to a skill to one who has it.</summary>
    /// <param name="Number">Of the attempt.</param>
    public sealed record SeekReceiver(ContactId Contact, int Number, OfferTarget Target, long PlannedAt) : FloorCommand;
    public sealed record CancelTransfer(ContactId Contact, WorkerId By, Fence Fence) : FloorCommand;

    /// <param name="To">Who is in the conversation already.</param>
    public sealed record CompleteTransfer(ContactId Contact, WorkerId By, Fence Fence, WorkerId To) : FloorCommand;

    /// <summary>A contact that came from another line is withdrawn, unless somebody has it.</summary>
    public sealed record RecallContact(ContactId Contact) : FloorCommand;

    /// <summary>What became of a transfer to another line.</summary>
    /// <param name="Number">Of the attempt.</param>
    /// <param name="Other">The contact over there.</param>
    /// <param name="Arrived">Somebody there has it; false: it is withdrawn there, nobody will.</param>
    public sealed record SettleTransfer(ContactId Contact, int Number, ContactId Other, bool Arrived) : FloorCommand;

    /// <summary>All that is kept of a contact has followed it to the other line.</summary>
    public sealed record FinishSending(ContactId Contact, int Number) : FloorCommand;

    /// <param name="By">The participant, or the holder.</param>
    /// <param name="Fence">Of the holder; of no matter to who goes by themselves.</param>
    public sealed record LeaveContact(ContactId Contact, WorkerId Worker, WorkerId By, Fence Fence) : FloorCommand;

    /// <summary>A participant goes on where the holder's console is lost.</summary>
    public sealed record TakeUpContact(ContactId Contact, WorkerId Worker) : FloorCommand;

    /// <summary>The holder gives the contact back to the queue.</summary>
    public sealed record ReturnContact(ContactId Contact, WorkerId Worker, Fence Fence) : FloorCommand;

    // Supervisor; the typed reason is kept in the record, never on the floor
    public sealed record AssignContact(ContactId Contact, OfferTarget Target) : FloorCommand;
    public sealed record RequeueContact(ContactId Contact) : FloorCommand;
    public sealed record TakeOverContact(ContactId Contact, WorkerId Supervisor) : FloorCommand
    {
        /// <summary>A typed reason is in the record.</summary>
        public bool Explained { get; init; } = true;
    }

    /// <summary>Enters an engaged contact beside its holder.</summary>
    public sealed record JoinContact(ContactId Contact, WorkerId Supervisor) : FloorCommand;
    public sealed record ForceContact(ContactId Contact, ForceTarget Target) : FloorCommand;

    /// <summary>Handed to a worker by hand while the floor was away.</summary>
    public sealed record EngageHanded(ContactId Contact, WorkerId Worker) : FloorCommand;
    public sealed record SetWorkerPresence(WorkerId Worker, PresenceKind Presence, BreakReason? Reason) : FloorCommand;
}

/// <summary>Where a supervisor forces a contact.</summary>
public abstract record ForceTarget
{
    private ForceTarget() { }

    public sealed record Waiting : ForceTarget;
    public sealed record Engaged(WorkerId Worker) : ForceTarget;
    public sealed record WrapUp : ForceTarget;
    public sealed record Closed(Outcome Outcome) : ForceTarget;
    public sealed record Abandoned : ForceTarget;
}
