using CsCheck;
using Hotline.Server.Floor;
using Hotline.Server.Recording;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Recording;

/// <summary>Whatever was recorded, and however little of it fits together: the floor that begins an epoch is sound.</summary>
internal sealed class FloorRebuildTests
{
    private static readonly FloorRules Rules = FloorRules.Default;
    private static readonly DateTimeOffset Now = A.T0.AddHours(1);
    private static readonly Gen<WorkerId> AnyWorker = Gen.Int[1, 5].Select(i => new WorkerId($"w{i}"));
    private static readonly Gen<DateTimeOffset> AnyTime = Gen.Int[-120, 120].Select(seconds => Now.AddSeconds(seconds));

    private static readonly Gen<Offer> AnyOffer = Gen.Select(
        AnyWorker, AnyTime, Gen.Int[1, 9], Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 1_000_000],
        (worker, until, fence, shown, end, id) => new Offer(new OfferId($"o{id}"), worker, new Fence(1, fence), until.AddSeconds(-20), until, [], 0)
        {
            ShownAt = shown ? until.AddSeconds(-19) : null,
            // Half of all offers are pending.
            End = end < 2 ? null : end == 2 ? OfferEnd.Declined : OfferEnd.Expired,
            EndedAt = end < 2 ? null : until,
        });

    private static readonly Gen<ContactState> AnyState = Gen.OneOf(
        AnyTime.Select(at => (ContactState)new ContactState.Waiting(at)),
        AnyTime.Select(at => (ContactState)new ContactState.Offered(at)),
        AnyTime.Select(at => (ContactState)new ContactState.Offered(at)),
        Gen.Select(AnyWorker, AnyTime, Gen.Bool, (worker, at, due) => (ContactState)new ContactState.Engaged(worker, new Fence(1, 9), at, due ? at : null)),
        Gen.Select(AnyWorker, AnyTime, Gen.Bool, (worker, at, due) => (ContactState)new ContactState.WrapUp(worker, new Fence(1, 9), at, due ? at : null, Outcome.Other)),
        AnyTime.Select(at => (ContactState)new ContactState.Abandoned(at, "hung_up")));

    private static readonly Gen<Participant> AnyParticipant = Gen.Select(AnyWorker, Gen.Enum<BesideRole>(), Gen.Int[1, 9], AnyTime, (worker, role, fence, at) => new Participant(worker, role, new Fence(1, fence), at));

    private static readonly Gen<Transfer?> AnyTransfer = Gen.Select(Gen.Enum<TransferKind>(), Gen.Enum<TransferStep>(), AnyWorker, AnyTime, Gen.Int[0, 2], (kind, step, worker, at, to) => to == 0 ? null : new Transfer(
        1, kind, to == 1 ? new TransferTarget.Colleague(worker) : new TransferTarget.Skilled(new SkillNeed("youth", 1)), worker, at, step, step == TransferStep.Seeking ? at : null)
        { With = step == TransferStep.Joined ? worker : null, End = step == TransferStep.Over ? TransferEnd.Declined : null });

    private static readonly Gen<Contact[]> AnyContacts = Gen.Select(AnyState, AnyOffer.Array[0, 4], Gen.Enum<Band>(), Gen.Enum<Channel>(), AnyParticipant.Array[0, 2], AnyTransfer)
        .Array[0, 12].Select(all => all.Select((one, i) => A.Contact($"c{i}", one.Item3, one.Item4) with
        {
            State = one.Item1, Offers = [.. one.Item2], LastFence = new Fence(1, 9),
            // Only a conversation has somebody beside, and a transfer of its holder.
            Beside = one.Item1 is ContactState.Engaged ? [.. one.Item5] : [], Transfer = one.Item1 is ContactState.Engaged engaged && one.Item6 is { } transfer ? transfer with { By = engaged.Worker } : null,
        }).ToArray());

    private static readonly Gen<Worker[]> AnyWorkers = Gen.Int[0, 5].SelectMany(count => Gen.Enum<PresenceKind>().Array[count])
        .Select(all => all.Select((presence, i) => A.Worker($"w{i + 1}", presence) with
        {
            // Recorded holdings that say something else than the contacts do.
            Holdings = [new Holding(new ContactId("ghost"), Channel.Voice, HoldingKind.Engaged, new Fence(1, 1))],
        }).ToArray());

    [Test]
    public void Holdings_and_contacts_say_the_same() => Check((contacts, workers) =>
    {
        var held = workers.SelectMany(worker => worker.Holdings.Select(holding => (worker.Id, holding.Contact, holding.Kind, holding.Fence))).ToList();
        var meant = contacts.SelectMany(contact => contact.State switch
        {
            ContactState.Engaged engaged => contact.Beside.Select(one => (one.Worker, contact.Id, HoldingKind.Beside, one.Fence)).Prepend((engaged.Worker, contact.Id, HoldingKind.Engaged, engaged.Fence)),
            ContactState.WrapUp wrapUp => [(wrapUp.Worker, contact.Id, HoldingKind.WrapUp, wrapUp.Fence)],
            _ => contact.Pending.Select(offer => (offer.Worker, contact.Id, HoldingKind.Reserved, offer.Fence)),
        }).ToList();
        Assert.That(held, Is.EquivalentTo(meant));
        Assert.That(held, Is.Unique);
    });

    [Test]
    public void Only_offered_contacts_have_pending_offers_and_each_of_them_has_one() => Check((contacts, _) =>
    {
        foreach (var contact in contacts)
            Assert.That(contact.Pending.Any(), Is.EqualTo(contact.State is ContactState.Offered), contact.Id.Value);
    });

    [Test]
    public void A_conversation_keeps_those_beside_it_who_have_room_and_its_transfer_stands_or_is_the_senders_choice() => Check((contacts, workers, before) =>
    {
        foreach (var contact in contacts)
        {
            if (contact.State is not ContactState.Engaged) Assert.That((contact.Beside.Length, contact.Transfer), Is.EqualTo((0, (Transfer?)null)));
            Assert.That(FloorFaults.FitsState(contact, contact.Transfer), contact.Id.Value);
            if (before.Single(one => one.Id == contact.Id).Transfer is { } was && contact.State is ContactState.Engaged) Assert.That(contact.Transfer?.Number, Is.EqualTo(was.Number));
        }
        foreach (var worker in workers)
            foreach (var beside in worker.Holdings.Where(holding => holding.Kind == HoldingKind.Beside))
                Assert.That(Capacity.Fits(worker, beside.Channel, Rules, besides: beside.Contact), worker.Id.Value);
    });

    [Test]
    public void No_reservation_goes_beyond_what_a_worker_can_hold() => Check((_, workers) =>
    {
        foreach (var worker in workers)
            foreach (var reserved in worker.Holdings.Where(holding => holding.Kind == HoldingKind.Reserved))
                Assert.That(Capacity.Fits(worker, reserved.Channel, Rules, besides: reserved.Contact), worker.Id.Value);
    });

    [Test]
    public void No_contact_disappears_and_none_changes_its_place_fence_or_grade() => Check((contacts, _, before) =>
    {
        Assert.That(contacts.Select(contact => (contact.Id, contact.ArrivedAt, contact.LastFence, contact.Grade, contact.IsLive || contact.State is ContactState.Closed)),
            Is.EquivalentTo(before.Select(contact => (contact.Id, contact.ArrivedAt, contact.LastFence, contact.Grade, contact.IsLive))));
    });

    [Test]
    public void What_is_kept_is_kept_for_a_lease_life_at_least() => Check((contacts, _) =>
    {
        foreach (var contact in contacts)
            if (FloorDecision.DueAt(contact, Rules) is { } due)
                Assert.That(due, Is.GreaterThanOrEqualTo(Now + (Rules.UnshownAfter < Rules.LeaseLife && contact.State is ContactState.Offered ? Rules.UnshownAfter : Rules.LeaseLife)));
    });

    [Test]
    public void Who_holds_a_contact_keeps_it_and_a_contact_whose_holder_is_unknown_is_first_in_its_band() => Check((contacts, workers, before) =>
    {
        foreach (var contact in before.Where(contact => contact.State is ContactState.Engaged))
        {
            var now = contacts.Single(other => other.Id == contact.Id);
            if (workers.Any(worker => worker.Id == contact.Holder)) Assert.That(now.Holder, Is.EqualTo(contact.Holder));
            else Assert.That((now.State is ContactState.Waiting, now.FirstInBand), Is.EqualTo((true, true)));
        }
    });

    private static void Check(Action<IReadOnlyList<Contact>, IReadOnlyList<Worker>> holds) => Check((contacts, workers, _) => holds(contacts, workers));

    private static void Check(Action<IReadOnlyList<Contact>, IReadOnlyList<Worker>, Contact[]> holds) =>
        Gen.Select(AnyContacts, AnyWorkers).Sample(recorded =>
        {
            var (contacts, workers) = FloorRebuild.From(recorded.Item1, recorded.Item2, Now, Rules);
            holds(contacts, workers, recorded.Item1);
        }, iter: 2000);
}
