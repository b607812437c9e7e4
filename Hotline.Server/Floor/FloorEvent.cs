using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hotline.Server.Floor;

/// <summary>What happened. The journal carries it beside the new values; ids, bands, codes and times only.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(ContactOpened), nameof(ContactOpened))]
[JsonDerivedType(typeof(ContactRescored), nameof(ContactRescored))]
[JsonDerivedType(typeof(BandOverridden), nameof(BandOverridden))]
[JsonDerivedType(typeof(TextAdded), nameof(TextAdded))]
[JsonDerivedType(typeof(FileCarried), nameof(FileCarried))]
[JsonDerivedType(typeof(ContactAbandoned), nameof(ContactAbandoned))]
[JsonDerivedType(typeof(SearchWidened), nameof(SearchWidened))]
[JsonDerivedType(typeof(OfferMade), nameof(OfferMade))]
[JsonDerivedType(typeof(OfferShown), nameof(OfferShown))]
[JsonDerivedType(typeof(OfferAccepted), nameof(OfferAccepted))]
[JsonDerivedType(typeof(OfferDeclined), nameof(OfferDeclined))]
[JsonDerivedType(typeof(OfferExpired), nameof(OfferExpired))]
[JsonDerivedType(typeof(OfferRescinded), nameof(OfferRescinded))]
[JsonDerivedType(typeof(ContactReturned), nameof(ContactReturned))]
[JsonDerivedType(typeof(ContactEngaged), nameof(ContactEngaged))]
[JsonDerivedType(typeof(ContactEnded), nameof(ContactEnded))]
[JsonDerivedType(typeof(WrapUpExtended), nameof(WrapUpExtended))]
[JsonDerivedType(typeof(ContactClosed), nameof(ContactClosed))]
[JsonDerivedType(typeof(LastCallRaised), nameof(LastCallRaised))]
[JsonDerivedType(typeof(LastCallLowered), nameof(LastCallLowered))]
[JsonDerivedType(typeof(TransferBegun), nameof(TransferBegun))]
[JsonDerivedType(typeof(TransferEnded), nameof(TransferEnded))]
[JsonDerivedType(typeof(ContactHandedIn), nameof(ContactHandedIn))]
[JsonDerivedType(typeof(ContactSentOn), nameof(ContactSentOn))]
[JsonDerivedType(typeof(ContactRecalled), nameof(ContactRecalled))]
[JsonDerivedType(typeof(FileFollowed), nameof(FileFollowed))]
[JsonDerivedType(typeof(ParticipantJoined), nameof(ParticipantJoined))]
[JsonDerivedType(typeof(ParticipantLeft), nameof(ParticipantLeft))]
[JsonDerivedType(typeof(ContactForced), nameof(ContactForced))]
[JsonDerivedType(typeof(ContactForgotten), nameof(ContactForgotten))]
[JsonDerivedType(typeof(ContactReconciled), nameof(ContactReconciled))]
[JsonDerivedType(typeof(WorkerReconciled), nameof(WorkerReconciled))]
[JsonDerivedType(typeof(WorkerJoined), nameof(WorkerJoined))]
[JsonDerivedType(typeof(WorkerLeft), nameof(WorkerLeft))]
[JsonDerivedType(typeof(PresenceChanged), nameof(PresenceChanged))]
[JsonDerivedType(typeof(ConsoleLost), nameof(ConsoleLost))]
[JsonDerivedType(typeof(ConsoleRegained), nameof(ConsoleRegained))]
public abstract partial record FloorEvent
{
    private FloorEvent() { }

    /// <summary>The contact it is about, if any; makes the timeline.</summary>
    [JsonIgnore]
    public virtual ContactId? About => null;

    /// <summary>The worker it is about, if any.</summary>
    [JsonIgnore]
    public virtual WorkerId? Who => null;

    public abstract record OfContact(ContactId Contact) : FloorEvent
    {
        public override ContactId? About => Contact;
    }

    public abstract record OfOffer(ContactId Contact, WorkerId Worker, OfferId Offer) : OfContact(Contact)
    {
        public override WorkerId? Who => Worker;
    }

    public abstract record OfWorker(WorkerId Worker) : FloorEvent
    {
        public override WorkerId? Who => Worker;
    }

    public sealed record ContactOpened(ContactId Contact, Grade Grade) : OfContact(Contact);
    public sealed record ContactRescored(ContactId Contact, Grade Grade) : OfContact(Contact);

    /// <param name="Computed">What the rules had come to.</param>
    /// <param name="Before">What stood before.</param>
    public sealed record BandOverridden(ContactId Contact, WorkerId By, Band Computed, Band Before, Band Set) : OfContact(Contact)
    {
        public override WorkerId? Who => By;
    }

    public sealed record TextAdded(ContactId Contact, int Number) : OfContact(Contact);

    /// <summary>What belongs into the file came while SQL was away; the same entry carries it, sealed.</summary>
    public sealed record FileCarried(ContactId Contact) : OfContact(Contact);
    public sealed record ContactAbandoned(ContactId Contact, string Reason, bool CallbackWished) : OfContact(Contact);

    /// <summary>Somebody further off is asked as well: a wish relaxed, or the preferred worker is waited for no longer.</summary>
    /// <param name="Ring">Wishes relaxed so far.</param>
    public sealed record SearchWidened(ContactId Contact, int Ring) : OfContact(Contact);

    public sealed record OfferMade(ContactId Contact, WorkerId Worker, OfferId Offer, Fence Fence, DateTimeOffset Until, ImmutableArray<string> WhyYou) : OfOffer(Contact, Worker, Offer);
    public sealed record OfferShown(ContactId Contact, WorkerId Worker, OfferId Offer) : OfOffer(Contact, Worker, Offer);
    public sealed record OfferAccepted(ContactId Contact, WorkerId Worker, OfferId Offer) : OfOffer(Contact, Worker, Offer);
    public sealed record OfferDeclined(ContactId Contact, WorkerId Worker, OfferId Offer) : OfOffer(Contact, Worker, Offer);
    public sealed record OfferExpired(ContactId Contact, WorkerId Worker, OfferId Offer) : OfOffer(Contact, Worker, Offer);

    /// <param name="Why">accepted_elsewhere, left, console_lost, unshown, presence, supervisor, claimed, ended, given_back, transfer_cancelled or reconciled.</param>
    public sealed record OfferRescinded(ContactId Contact, WorkerId Worker, OfferId Offer, string Why) : OfOffer(Contact, Worker, Offer);

    /// <summary>Back in the queue, at its arrival time.</summary>
    /// <param name="Why">offers_over, console_lost, requeued, given_back, forced or reconciled.</param>
    public sealed record ContactReturned(ContactId Contact, string Why) : OfContact(Contact);

    /// <param name="How">accepted, last_call, pulled, claimed, taken_over, transferred, stood_in, handed or forced.</param>
    public sealed record ContactEngaged(ContactId Contact, WorkerId Worker, Fence Fence, string How) : OfContact(Contact)
    {
        public override WorkerId? Who => Worker;
    }

    public sealed record ContactEnded(ContactId Contact, WorkerId Worker, Outcome Outcome) : OfContact(Contact)
    {
        public override WorkerId? Who => Worker;
    }

    public sealed record WrapUpExtended(ContactId Contact, WorkerId Worker, DateTimeOffset Until) : OfContact(Contact)
    {
        public override WorkerId? Who => Worker;
    }

    public sealed record ContactClosed(ContactId Contact, WorkerId? Worker, Outcome Outcome) : OfContact(Contact)
    {
        public override WorkerId? Who => Worker;
    }

    public sealed record LastCallRaised(ContactId Contact) : OfContact(Contact);

    /// <summary>Somebody who can take it is on duty again.</summary>
    public sealed record LastCallLowered(ContactId Contact) : OfContact(Contact);

    public sealed record TransferBegun(ContactId Contact, WorkerId By, TransferKind Kind, TransferTarget Target) : OfContact(Contact)
    {
        public override WorkerId? Who => By;
    }

    public sealed record TransferEnded(ContactId Contact, TransferEnd End) : OfContact(Contact);

    /// <summary>Handed over by another line, where it was another contact.</summary>
    public sealed record ContactHandedIn(ContactId Contact, LineId Line, ContactId Origin) : OfContact(Contact);

    /// <summary>Somebody of another line has it, as another contact.</summary>
    public sealed record ContactSentOn(ContactId Contact, LineId Line, ContactId Other) : OfContact(Contact);

    /// <summary>What another line was given is fetched back.</summary>
    public sealed record ContactRecalled(ContactId Contact, LineId Line) : OfContact(Contact);

    /// <summary>All that is kept of it has followed it to the other line.</summary>
    public sealed record FileFollowed(ContactId Contact, LineId Line) : OfContact(Contact);

    public sealed record ParticipantJoined(ContactId Contact, WorkerId Worker, BesideRole Role) : OfContact(Contact)
    {
        public override WorkerId? Who => Worker;
    }

    /// <param name="Why">left, taken_out, handed_over, console_lost, ended, supervisor, given_back, presence or reconciled.</param>
    public sealed record ParticipantLeft(ContactId Contact, WorkerId Worker, string Why) : OfContact(Contact)
    {
        public override WorkerId? Who => Worker;
    }

    /// <param name="From">State before, as in the life of a contact.</param>
    public sealed record ContactForced(ContactId Contact, string From, string To) : OfContact(Contact);

    public sealed record ContactForgotten(ContactId Contact) : OfContact(Contact);

    /// <summary>The auditor found it contradicting a worker or an offer, and mended it.</summary>
    public sealed record ContactReconciled(ContactId Contact) : OfContact(Contact);
    public sealed record WorkerReconciled(WorkerId Worker) : OfWorker(Worker);

    public sealed record WorkerJoined(WorkerId Worker) : OfWorker(Worker);
    public sealed record WorkerLeft(WorkerId Worker) : OfWorker(Worker);

    /// <param name="Why">chosen, missed_offer, idle or supervisor.</param>
    public sealed record PresenceChanged(WorkerId Worker, PresenceKind From, PresenceKind To, BreakReason? Reason, string Why) : OfWorker(Worker);
    public sealed record ConsoleLost(WorkerId Worker) : OfWorker(Worker);
    public sealed record ConsoleRegained(WorkerId Worker) : OfWorker(Worker);
}
