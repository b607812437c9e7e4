using System.Collections.Immutable;
using CsCheck;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Tests.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Dispatch;

/// <summary>What holds of any plan over any floor, held against a planner that looks at everybody for everything.</summary>
[TestFixture]
public sealed class RoutingPropertyTests
{
    private static readonly string[] Languages = ["en", "zh"];
    private static readonly string[] Skills = ["grief", "youth", "veterans"];
    private static readonly DateTimeOffset Now = A.T0;

    private sealed record Case(FloorRules Rules, Worker[] Workers, Contact[] Contacts);

    private static readonly Gen<Worker> AWorker = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 7], Gen.Int[1, 4], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 9]).Select((language, skills, level, kind, risk, idle) =>
        A.Worker("?", kind == 1 ? PresenceKind.Break : PresenceKind.Available, A.Profile(language == 2 ? Languages : [Languages[language]]) with
        {
            Skills = Skills.Where((_, at) => (skills >> at & 1) == 1).ToImmutableDictionary(skill => skill, _ => level),
            Level = level,
            Supervisor = kind == 2,
            LanguageLevels = language == 2 ? ImmutableDictionary<string, int>.Empty.Add("zh", level) : ImmutableDictionary<string, int>.Empty,
        }) with
        {
            HighRiskThisShift = risk,
            IdleSince = Now - TimeSpan.FromMinutes(idle),
            QuietUntil = kind == 3 ? Now + TimeSpan.FromSeconds(5) : null,
            Holdings = kind switch
            {
                4 => [new Holding(new ContactId("elsewhere"), Channel.Chat, HoldingKind.Engaged, Fence.None)],
                5 => [new Holding(new ContactId("elsewhere"), Channel.Voice, HoldingKind.Engaged, Fence.None)],
                _ => [],
            },
        });

    private static readonly Gen<Contact> AContact = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 400], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 13]).Select((band, age, kind, must, ring, worker) =>
        A.Contact("?", (Band)band, kind % 2 == 0 ? Channel.Voice : Channel.Chat) with
        {
            Language = Languages[kind / 2],
            ArrivedAt = Now - TimeSpan.FromSeconds(age),
            Skills = must < 3 ? [new SkillNeed(Skills[must], 2)] : [],
            Wishes = [.. Skills.Take(must % 4).Select(skill => new SkillNeed(skill, 1 + (age % 3)))],
            Ring = Math.Min(ring, must % 4),
            Preferred = worker < 5 ? new Preference(new WorkerId("w" + worker), age % 3 == 0 ? null : Now + TimeSpan.FromSeconds(age % 3 == 1 ? 9 : -9)) : null,
            NotWorkers = worker is > 8 and < 12 ? [new WorkerId("w" + (worker - 8))] : [],
        });

    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[0, 9], Gen.Int[0, 2]), AWorker.Array[0, 8], AContact.Array[1, 12], (settings, workers, contacts) => new Case(
            FloorRules.Default with
            {
                Reserve = settings.Item1,
                LevelFor = settings.Item2 == 4 ? ImmutableDictionary<Band, int>.Empty.Add(Band.Imminent, 3).Add(Band.High, 2) : ImmutableDictionary<Band, int>.Empty,
                Diverted = settings.Item3 == 9,
                LanguageLevel = 1 + settings.Item4,
            },
            [.. workers.Select((worker, at) => worker with { Id = new WorkerId("w" + at) })],
            [.. contacts.Select((contact, at) => contact with { Id = new ContactId("c" + at) })]));

    [Test]
    public void The_plan_is_what_looking_at_every_worker_for_every_contact_gives() => Cases.Sample(
        given =>
        {
            var floor = Floor(given);
            var plan = Planner.Plan(floor.State, Now, given.Rules).SelectMany(proposal => proposal.Workers.Select(worker => (proposal.Contact, worker.Worker))).ToArray();
            var plain = PlainPlan(floor.State, given.Rules).ToArray();
            if (!plan.SequenceEqual(plain)) throw new AssertionException($"planned {string.Join(' ', plan)}, plainly {string.Join(' ', plain)}");
        },
        iter: 20_000);

    [Test]
    public void Nobody_eligible_is_idle_while_somebody_waits_but_for_the_reserve_and_the_preferred() => Cases.Sample(
        given =>
        {
            var floor = Planned(given);
            foreach (var waiting in floor.State.Contacts.Values.Where(contact => contact.State is ContactState.Waiting))
                foreach (var worker in floor.State.Workers.Values)
                    if (Capacity.IsFree(worker, waiting, given.Rules, Now) && !IsKeptForAnother(floor.State, waiting, worker, given.Rules) && !Reserved(floor.State.Workers.Values, worker, given.Rules))
                        throw new AssertionException($"{worker.Id} is idle while {waiting.Id} waits");
        },
        iter: 20_000);

    [Test]
    public void Must_haves_never_relax_whatever_the_ring() => Cases.Sample(
        given =>
        {
            var floor = Planned(given);
            foreach (var contact in floor.State.Contacts.Values)
                foreach (var offer in contact.Pending)
                    if (!Capacity.MustHaves(floor.State.Worker(offer.Worker)!, contact, given.Rules)) throw new AssertionException($"{contact.Id} was put to {offer.Worker}");
        },
        iter: 10_000);

    [Test]
    public void The_inner_ring_comes_first_whoever_lacks_less_of_what_is_wished_is_asked_before() => Cases.Sample(
        given =>
        {
            var floor = Planned(given);
            foreach (var contact in floor.State.Contacts.Values)
                foreach (var offer in contact.Pending.Where(offer => contact.Preferred?.Worker != offer.Worker))
                    foreach (var other in floor.State.Workers.Values)
                        if (Capacity.IsFree(other, contact, given.Rules, Now) && !WasPerhapsReserved(other, given.Rules)
                            && Capacity.Lacks(other.Profile, contact) < Capacity.Lacks(floor.State.Worker(offer.Worker)!.Profile, contact))
                            throw new AssertionException($"{contact.Id} was put to {offer.Worker} though {other.Id} lacks less");
        },
        iter: 10_000);

    [Test]
    public void Among_equals_the_least_exposed_takes_what_is_high_and_the_longest_idle_the_rest() => Cases.Sample(
        given =>
        {
            var floor = Planned(given);
            foreach (var contact in floor.State.Contacts.Values)
                foreach (var offer in contact.Pending.Where(offer => contact.Preferred?.Worker != offer.Worker))
                {
                    var asked = floor.State.Worker(offer.Worker)!;
                    foreach (var other in floor.State.Workers.Values.Where(other => Capacity.IsFree(other, contact, given.Rules, Now) && !WasPerhapsReserved(other, given.Rules)
                        && Capacity.Lacks(other.Profile, contact) == Capacity.Lacks(asked.Profile, contact)))
                        if (contact.Grade.Band >= Band.High ? other.HighRiskThisShift < asked.HighRiskThisShift : other.IdleSince < asked.IdleSince)
                            throw new AssertionException($"{contact.Id} was put to {asked.Id} before {other.Id}");
                }
        },
        iter: 10_000);

    [Test]
    public void Diverting_and_returning_the_queue_moves_no_contact() => Cases.Sample(
        given =>
        {
            var floor = Floor(given);
            var order = floor.State.InRankOrder().ToArray();
            var usual = Planner.Plan(floor.State, Now, given.Rules with { Diverted = false }).Select(Text).ToArray();
            foreach (var proposal in Planner.Plan(floor.State, Now, given.Rules with { Diverted = true }))
                if (proposal.Workers.Any(worker => !floor.State.Worker(worker.Worker)!.Profile.Supervisor)) throw new AssertionException($"{proposal.Contact} was put to an operator");
            if (!floor.State.InRankOrder().SequenceEqual(order)) throw new AssertionException("somebody moved");
            if (!Planner.Plan(floor.State, Now, given.Rules with { Diverted = false }).Select(Text).SequenceEqual(usual)) throw new AssertionException("the way back leads elsewhere");
        },
        iter: 5_000);

    [Test]
    public void A_plan_is_taken_whole_and_leaves_a_sound_floor() => Cases.Sample(
        given =>
        {
            var floor = Floor(given);
            var plan = Planner.Plan(floor.State, Now, given.Rules).ToArray();
            floor.Plan();
            foreach (var proposal in plan)
                if (!floor.Contact(proposal.Contact.Value).Pending.Select(offer => offer.Worker).Order(ById).SequenceEqual(proposal.Workers.Select(worker => worker.Worker).Order(ById)))
                    throw new AssertionException($"{proposal.Contact} was not put to whom it was planned for");
        },
        iter: 5_000);

    private static readonly Comparer<WorkerId> ById = Comparer<WorkerId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));

    private static string Text(Proposal proposal) => $"{proposal.Contact}: {string.Join(' ', proposal.Workers.Select(worker => worker.Worker))}";

    private static PaperFloor Floor(Case given)
    {
        var floor = new PaperFloor(given.Rules) { Now = Now };
        floor.Damage(given.Workers);
        floor.Damage(given.Contacts);
        return floor;
    }

    private static PaperFloor Planned(Case given)
    {
        var floor = Floor(given);
        // Who took something of the reserve is no longer in it: the next round sees that.
        for (var before = -1L; before != floor.State.Sequence;)
        {
            before = floor.State.Sequence;
            floor.Plan();
        }
        return floor;
    }

    private static bool IsKeptForAnother(FloorState floor, Contact contact, Worker worker, FloorRules rules) =>
        contact.Preferred is { Until: not null } kept && kept.Worker != worker.Id && floor.Worker(kept.Worker) is { Presence: PresenceKind.Available } known && Capacity.IsAsked(known, contact, rules);

    /// <summary>Generous: any senior while no more are free than are kept, whoever waits and however long.</summary>
    private static bool Reserved(IEnumerable<Worker> workers, Worker worker, FloorRules rules) =>
        rules.Reserve > 0 && IsFreeSenior(worker, rules) && workers.Count(other => IsFreeSenior(other, rules)) <= rules.Reserve;

    private static bool WasPerhapsReserved(Worker worker, FloorRules rules) => rules.Reserve > 0 && worker.Profile.Level >= rules.SeniorLevel;

    private static bool IsFreeSenior(Worker worker, FloorRules rules) => worker.Presence == PresenceKind.Available && worker.Holdings.IsEmpty && worker.Profile.Level >= rules.SeniorLevel;

    /// <summary>The rules said once more, without an index: every contact in rank order, every worker looked at.</summary>
    private static IEnumerable<(ContactId Contact, WorkerId Worker)> PlainPlan(FloorState floor, FloorRules rules)
    {
        var workers = floor.Workers;
        HashSet<Needs> hopeless = [];
        foreach (var contact in floor.Contacts.Values.OrderBy(contact => Rank.Of(contact, rules).Value).ThenBy(contact => contact.Id.Value, StringComparer.Ordinal))
        {
            if (hopeless.Contains(Needs.Of(contact))) continue;
            var can = workers.Values.Where(worker => Capacity.IsFree(worker, contact, rules, Now) && !IsKeptForAnother(floor with { Workers = workers }, contact, worker, rules)
                && (contact.Grade.Band == Band.Imminent || Now - contact.ArrivedAt >= rules.ReserveYieldsAfter || IsKeptFor(contact, worker) || !Reserved(workers.Values, worker, rules))).ToArray();
            if (can.Length == 0) hopeless.Add(Needs.Of(contact));
            var chosen = can
                .OrderBy(worker => contact.Preferred?.Worker != worker.Id)
                .ThenBy(worker => Capacity.Lacks(worker.Profile, contact))
                .ThenBy(worker => contact.Grade.Band >= Band.High ? worker.HighRiskThisShift : 0)
                .ThenBy(worker => worker.IdleSince).ThenBy(worker => worker.Id.Value, StringComparer.Ordinal)
                .Take(IsKeptFor(contact, can.FirstOrDefault(worker => contact.Preferred?.Worker == worker.Id)) ? 1 : contact.Grade.Band == Band.Imminent ? rules.ParallelOffers : 1).ToArray();
            foreach (var worker in chosen)
            {
                workers = workers.SetItem(worker.Id, workers[worker.Id] with { Holdings = workers[worker.Id].Holdings.Add(new Holding(contact.Id, contact.Channel, HoldingKind.Reserved, Fence.None)) });
                yield return (contact.Id, worker.Id);
            }
        }
    }

    private static bool IsKeptFor(Contact contact, Worker? worker) => worker is not null && contact.Preferred is { Until: not null } kept && kept.Worker == worker.Id;
}
