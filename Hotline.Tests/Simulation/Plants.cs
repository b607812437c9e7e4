using System.Collections.Immutable;
using Hotline.Server.Floor;

namespace Hotline.Tests.Simulation;

/// <summary>Faults planted on purpose, one at a time: what the simulation is worth is whether it finds them.</summary>
internal static class Plants
{
    // Alternative decisions
    public const string DropRequeue = "drop_requeue";
    public const string ReuseFence = "reuse_fence";
    public const string ForgetCapacity = "forget_capacity";
    public const string AcceptExpired = "accept_expired";
    public const string ReviveEnded = "revive_ended";
    public const string BandFalls = "band_falls";
    public const string SkipExpiry = "skip_expiry";

    // Alternative stores and processes
    public const string AckBeforeInbox = "ack_before_inbox";
    public const string RestoreWithoutDrain = "restore_without_drain";
    public const string UnfencedRecorder = "twin_recorder_unfenced";
    public const string LoseClaim = "lose_claim";
    public const string ForgetCommands = "forget_commands";
    public const string NoLeaseGuard = "no_lease_guard";
    public const string NeverClose = "never_close";

    public static readonly ImmutableArray<string> All =
    [
        DropRequeue, ReuseFence, ForgetCapacity, AckBeforeInbox, AcceptExpired, ReviveEnded, BandFalls, SkipExpiry, RestoreWithoutDrain, UnfencedRecorder, LoseClaim,
        ForgetCommands, NoLeaseGuard, NeverClose,
    ];

    public static Decision Decide(string? plant, IFloorView view, FloorCommand command, Moment moment, FloorRules rules)
    {
        switch (plant, command)
        {
            case (AcceptExpired, FloorCommand.AcceptOffer accept) when view.Contact(accept.Contact)?.FindOffer(accept.Offer) is { } offer && moment.Now > offer.Until:
                return FloorDecision.Decide(view, command, moment with { Now = offer.Until }, rules);
            case (ReviveEnded, FloorCommand.RescoreContact rescore) when view.Contact(rescore.Contact) is { State: ContactState.Closed or ContactState.WrapUp }:
                return Put(view.Contact(rescore.Contact)! with { State = new ContactState.Waiting(moment.Now) });
            case (BandFalls, FloorCommand.RescoreContact rescore) when view.Contact(rescore.Contact) is { State: ContactState.Waiting } contact && rescore.Grade.Basis > contact.Grade.Basis:
                return Put(contact with { Grade = rescore.Grade });
            case (SkipExpiry, FloorCommand.RunTimers timers) when view.Contact(timers.Contact) is { State: ContactState.Offered } contact && contact.OffersMade % 2 == 0:
                return new Decision.Refused(Refusal.NothingDue);
        }
        var decision = FloorDecision.Decide(view, command, moment, rules);
        return decision is not Decision.Changed changed ? decision : (plant, command) switch
        {
            // The offers are over, or the console is lost: the contact is released and not put back.
            (DropRequeue, FloorCommand.DeclineOffer or FloorCommand.RunTimers) => changed with
            {
                Contacts = changed.Contacts.ToImmutableDictionary(pair => pair.Key, pair => pair.Value is { State: ContactState.Waiting } back && view.Contact(back.Id) is { State: ContactState.Offered or ContactState.Engaged }
                    ? null : pair.Value),
            },
            // The second offer of a contact goes out under the fence of the first.
            (ReuseFence, FloorCommand.MakeOffers make) when view.Contact(make.Contact) is { LastFence.Number: > 0 } before && before.LastFence.Epoch == moment.Epoch => Refence(changed, before),
            // A worker whose offer is declined or expired keeps the room reserved.
            (ForgetCapacity, FloorCommand.DeclineOffer or FloorCommand.RunTimers) => changed with
            {
                Workers = changed.Workers.ToImmutableDictionary(pair => pair.Key, pair => pair.Value is { } after && view.Worker(pair.Key) is { } worker ? after with { Holdings = worker.Holdings } : pair.Value),
            },
            _ => changed,
        };
    }

    private static Decision.Changed Put(Contact contact) =>
        new(ImmutableDictionary<ContactId, Contact?>.Empty.Add(contact.Id, contact), ImmutableDictionary<WorkerId, Worker?>.Empty, [new FloorEvent.ContactRescored(contact.Id, contact.Grade)]);

    private static Decision.Changed Refence(Decision.Changed changed, Contact before)
    {
        var contact = changed.Contacts[before.Id]!;
        var made = contact.Pending.Where(offer => offer.Fence > before.LastFence).Select(offer => offer.Worker).ToHashSet();
        return changed with
        {
            Contacts = changed.Contacts.SetItem(before.Id, contact with
            {
                LastFence = before.LastFence,
                Offers = [.. contact.Offers.Select(offer => made.Contains(offer.Worker) && offer.IsPending ? offer with { Fence = before.LastFence } : offer)],
            }),
            Workers = changed.Workers.ToImmutableDictionary(pair => pair.Key, pair => pair.Value is { } worker && made.Contains(worker.Id)
                ? worker with { Holdings = [.. worker.Holdings.Select(held => held.Contact == before.Id ? held with { Fence = before.LastFence } : held)] }
                : pair.Value),
            Events = [.. changed.Events.Select(happened => happened is FloorEvent.OfferMade offer ? offer with { Fence = before.LastFence } : happened)],
        };
    }
}
