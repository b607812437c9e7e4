using CsCheck;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;
using Outcome = Hotline.Server.Floor.Outcome;

namespace Hotline.Tests.Floor;

/// <summary>Properties of any sequence of commands, sensible or not.</summary>
[TestFixture]
public sealed class AnySequenceTests
{
    private const int Contacts = 6;
    private const int Workers = 4;
    private static readonly FloorRules Rules = FloorRules.Default with { PullNext = true };

    /// <summary>One step: which command, on which contact, by which worker, how much time passed.</summary>
    private sealed record Step(int Kind, int Contact, int Worker, int Extra, int Milliseconds);

    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 36], Gen.Int[0, Contacts - 1], Gen.Int[0, Workers - 1], Gen.Int[0, 99], Gen.Int[0, 9000])
        .Select((kind, contact, worker, extra, ms) => new Step(kind, contact, worker, extra, ms)).Array[1, 120];

    [Test]
    public void From_any_sequence_of_commands_the_floor_stays_sound() => Steps.Sample(
        steps =>
        {
            var floor = new PaperFloor(Rules);
            foreach (var step in steps)
            {
                Take(floor, step);
                if (FloorChecks.Wrong(floor.State, floor.Rules) is { } wrong) throw new AssertionException($"after {step}: {wrong}");
            }
        },
        iter: 3000);

    [Test]
    public void No_contact_disappears_but_by_being_over_and_old() => Steps.Sample(
        steps =>
        {
            var floor = new PaperFloor(Rules);
            HashSet<ContactId> opened = [];
            foreach (var step in steps)
            {
                var before = floor.State;
                Take(floor, step);
                foreach (var id in floor.State.Contacts.Keys) opened.Add(id);
                foreach (var gone in opened.Where(id => floor.State.Contact(id) is null && before.Contact(id) is not null))
                    if (before.Contact(gone)!.IsLive) throw new AssertionException($"{gone} disappeared while live");
                foreach (var over in before.Contacts.Values.Where(contact => !contact.IsLive))
                    if (floor.State.Contact(over.Id) is { IsLive: true }) throw new AssertionException($"{over.Id} came back from the dead");
            }
        },
        iter: 2000);

    [Test]
    public void Whatever_is_asked_of_a_transfer_the_help_seeker_is_with_somebody_or_in_the_queue() => Steps.Sample(
        steps =>
        {
            var floor = new PaperFloor();
            foreach (var step in steps)
            {
                var before = floor.State;
                Take(floor, step);
                foreach (var was in before.Contacts.Values.Where(contact => contact.State is ContactState.Engaged))
                {
                    var now = floor.State.Contact(was.Id)!;
                    // Out of a conversation one comes by its end, or into another one, or into the queue; never by a transfer that failed.
                    if (now.State is ContactState.Offered) throw new AssertionException($"{was.Id} is offered as if nobody were there");
                    if (now.State is ContactState.Engaged && floor.State.Worker(now.Holder!.Value)?.Find(was.Id) is not { Kind: HoldingKind.Engaged }) throw new AssertionException($"{was.Id} is with nobody");
                    if (step.Kind is >= 24 and <= 31 && now.State is not (ContactState.Engaged or ContactState.WrapUp)) throw new AssertionException($"{was.Id} lost its holder to {step}");
                }
            }
        },
        iter: 2000);

    [Test]
    public void Fences_only_grow_and_every_change_of_holder_has_a_new_one() => Steps.Sample(
        steps =>
        {
            var floor = new PaperFloor(Rules);
            foreach (var step in steps)
            {
                var before = floor.State;
                Take(floor, step);
                foreach (var now in floor.State.Contacts.Values)
                {
                    if (before.Contact(now.Id) is not { } was) continue;
                    if (now.LastFence < was.LastFence) throw new AssertionException($"{now.Id}: fence fell");
                    if (now.Holder is { } holder && was.Holder is { } former && holder != former && now.HolderFence <= was.HolderFence)
                        throw new AssertionException($"{now.Id}: new holder under an old fence");
                }
            }
        },
        iter: 2000);

    [Test]
    public void A_waiting_contact_never_falls_in_band_and_never_loses_its_arrival() => Steps.Sample(
        steps =>
        {
            var floor = new PaperFloor(Rules);
            foreach (var step in steps)
            {
                var before = floor.State;
                Take(floor, step);
                foreach (var now in floor.State.Contacts.Values)
                {
                    if (before.Contact(now.Id) is not { } was) continue;
                    if (now.ArrivedAt != was.ArrivedAt) throw new AssertionException($"{now.Id}: arrival moved");
                    if (was.State is ContactState.Waiting or ContactState.Offered && now.State is ContactState.Waiting or ContactState.Offered
                        && (now.Grade.Band < was.Grade.Band || now.Grade.Score < was.Grade.Score)) throw new AssertionException($"{now.Id}: fell while waiting");
                }
            }
        },
        iter: 2000);

    [Test]
    public void The_checks_see_a_broken_floor()
    {
        // Negative control: two holders, over capacity, a reservation nobody knows.
        var floor = new PaperFloor().Worker("w0").Worker("w1");
        floor.Do(A.Arrival("c0"));
        floor.Plan();
        floor.Accepted("c0", "w0");
        var holding = floor.Who("w0").Holdings[0];
        var twice = floor.Who("w1") with { Holdings = [holding] };
        var broken = floor.State with { Workers = floor.State.Workers.SetItem(twice.Id, twice) };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FloorChecks.Wrong(floor.State, floor.Rules), Is.Null);
            Assert.That(FloorChecks.Wrong(broken, floor.Rules), Does.Contain("w1"));
        }
    }

    private static void Take(PaperFloor floor, Step step)
    {
        floor.Now += TimeSpan.FromMilliseconds(step.Milliseconds);
        var contact = new ContactId("c" + step.Contact);
        var worker = new WorkerId("w" + step.Worker);
        var known = floor.State.Contact(contact);
        var offer = known?.Offers.FirstOrDefault(one => one.Worker == worker);
        var fence = step.Extra % 5 == 0 ? new Fence(1, step.Extra) : offer?.Fence ?? known?.LastFence ?? Fence.None;
        var band = (Band)(step.Extra % 4);
        var holder = step.Extra % 7 == 0 ? worker : known?.Holder ?? worker;
        var held = known?.HolderFence ?? fence;
        switch (step.Kind)
        {
            case 0 or 1 or 2: floor.Do(A.Arrival(contact.Value, band, floor.Now, (Channel)(step.Extra % 3)) with
                {
                    Wishes = [.. Enumerable.Range(0, step.Extra % 4).Select(wish => new SkillNeed("wish" + wish, 1))],
                    Preferred = step.Extra % 5 == 1 ? worker : null,
                    NotWorkers = step.Extra % 7 == 1 ? [worker] : [],
                }); break;
            case 3 or 4: floor.Worker(worker.Value, Profile(step)); break;
            case 5 or 6 or 7: floor.Plan(); break;
            case 8: floor.Do(new FloorCommand.MakeOffers(contact, [floor.Target(worker.Value), floor.Target("w0")], 0)); break;
            case 9: floor.Do(new FloorCommand.ShowOffer(contact, offer?.Id ?? new OfferId("none"), worker)); break;
            case 10 or 11 or 12: floor.Do(new FloorCommand.AcceptOffer(contact, offer?.Id ?? new OfferId("none"), worker, fence)); break;
            case 13: floor.Do(new FloorCommand.DeclineOffer(contact, offer?.Id ?? new OfferId("none"), worker)); break;
            case 14: floor.RunTimers(); break;
            case 15: floor.Do(new FloorCommand.EndContact(contact, worker, held, Outcome.Supported)); break;
            case 16: floor.Do(new FloorCommand.FinishWrapUp(contact, worker, held)); break;
            case 17: floor.Do(new FloorCommand.LoseConsole(worker)); break;
            case 18 when step.Extra % 4 == 3: floor.Do(new FloorCommand.SetPresence(worker, PresenceKind.Break, BreakReason.Debrief)); break;
            case 18 when step.Extra % 4 == 2: floor.Do(new FloorCommand.MarkIdle(worker, floor.Now - TimeSpan.FromMinutes(step.Extra))); break;
            case 18: floor.Do(new FloorCommand.SetWorkerPresence(worker, (PresenceKind)(step.Extra % 5), null)); break;
            case 19: floor.Do(new FloorCommand.RescoreContact(contact, A.Grade(band, null, (known?.Grade.Basis ?? 0) + (step.Extra % 3)))); break;
            case 20 when step.Extra % 3 == 0: floor.Do(new FloorCommand.EngageHanded(contact, worker)); break;
            case 20 when step.Extra % 3 == 1: floor.Do(new FloorCommand.PullContact(step.Extra % 4 == 0 ? null : contact, worker)); break;
            case 20: floor.Do(new FloorCommand.WithdrawContact(contact, "hung_up")); break;
            case 21: floor.Do(new FloorCommand.ForceContact(contact, Target(step, worker))); break;
            case 22: floor.Do(step.Extra % 2 == 0 ? new FloorCommand.AssignContact(contact, floor.Target(worker.Value)) : new FloorCommand.TakeOverContact(contact, worker)); break;
            case 23: floor.Do(step.Extra % 3 == 0 ? new FloorCommand.RequeueContact(contact) : step.Extra % 3 == 1 ? new FloorCommand.LeaveFloor(worker) : new FloorCommand.ForgetContacts([contact])); break;
            case 24 or 25 or 26: floor.Do(new FloorCommand.StartTransfer(contact, holder, held, (TransferKind)(step.Extra % 3), To(step, worker), floor.Target("x").Offer)); break;
            case 27: floor.Do(new FloorCommand.SeekReceiver(contact, known?.TransfersBegun ?? 0, floor.Target(worker.Value), 0)); break;
            case 28 when step.Extra % 3 == 0: floor.Do(new FloorCommand.CancelTransfer(contact, holder, held)); break;
            case 28: floor.Do(new FloorCommand.CompleteTransfer(contact, holder, held, worker)); break;
            case 29: floor.Do(new FloorCommand.LeaveContact(contact, worker, step.Extra % 2 == 0 ? worker : holder, held)); break;
            case 30: floor.Do(new FloorCommand.JoinContact(contact, worker)); break;
            case 31: floor.Do(new FloorCommand.TakeUpContact(contact, worker)); break;
            case 32: floor.Do(new FloorCommand.ReturnContact(contact, holder, held)); break;
            case 33 or 34: floor.Do(new FloorCommand.SettleTransfer(contact, known?.Abroad?.Number ?? 1, new ContactId("there"), step.Extra % 2 == 0)); break;
            case 35 when step.Extra % 3 == 0: floor.Do(new FloorCommand.RecallContact(contact)); break;
            case 35: floor.Do(new FloorCommand.FinishSending(contact, known?.Abroad?.Number ?? 1)); break;
            default:
                floor.Do(step.Extra % 3 == 0 ? new FloorCommand.LowerLastCall(contact) : new FloorCommand.RaiseLastCall(contact));
                floor.Do(new FloorCommand.RaiseLastCall(contact));
                floor.Do(step.Extra % 2 == 0 ? new FloorCommand.TakeLastCall(contact, worker) : new FloorCommand.ClaimContact(contact, worker, new Fence(0, 9)));
                break;
        }
    }

    private static WorkerProfile Profile(Step step) => A.Profile() with
    {
        Skills = step.Extra % 2 == 0 ? A.Profile().Skills.Add("youth", 2) : A.Profile().Skills, Supervisor = step.Worker == 0,
    };

    private static TransferTarget To(Step step, WorkerId worker) => (step.Extra % 5) switch
    {
        0 or 1 => new TransferTarget.Skilled(new SkillNeed("youth", 1)),
        2 => new TransferTarget.OtherLine(new LineId("other")),
        _ => new TransferTarget.Colleague(worker),
    };

    private static ForceTarget Target(Step step, WorkerId worker) => (step.Extra % 5) switch
    {
        0 => new ForceTarget.Waiting(),
        1 => new ForceTarget.Engaged(worker),
        2 => new ForceTarget.WrapUp(),
        3 => new ForceTarget.Closed(Outcome.Other),
        _ => new ForceTarget.Abandoned(),
    };
}
