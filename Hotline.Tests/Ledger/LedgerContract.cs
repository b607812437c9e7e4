using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Tests.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Ledger;

/// <summary>What every engine must do; run on Garnet and on redis-server.</summary>
[TestFixture("garnet")]
[TestFixture("redis")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LedgerContract(string engine)
{
    private RedisServer? redis;
    private LedgerNode node = null!;

    [SetUp]
    public async Task Start()
    {
        if (engine == "redis")
        {
            _ = Requires.Redis();
            redis = await RedisServer.StartAsync();
        }
        node = await LedgerNode.StartAsync(redis?.ConnectionString);
        await node.OpenAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        if (node is not null) await node.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
    }

    [Test]
    public async Task A_commit_writes_entity_queue_and_journal_in_one()
    {
        var answer = (LedgerAnswer.Committed)await node.Do(A.Arrival("c1", Band.High));
        var keys = new LineKeys(LedgerNode.Line);
        var entries = await node.Journal.ReadAsync(LedgerNode.Line, 1, 1, 2, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Entry.Sequence, Is.EqualTo(1));
            Assert.That(answer.Entry.PreviousTag, Is.EqualTo("start"));
            Assert.That((await node.Database.HashGetAsync(keys.Floor(1), "c:c1")).ToString(), Does.StartWith("1|{"));
            Assert.That((long)(await node.Database.SortedSetScoreAsync(keys.Waiting(1), "c1"))!.Value, Is.EqualTo(Rank.Of(A.Contact("c1", Band.High), FloorRules.Default).Value));
            Assert.That(entries[0]!.Tag, Is.EqualTo(answer.Entry.Tag));
            Assert.That(entries[0]!.Events, Is.EqualTo(answer.Entry.Events).Using<FloorEvent>((one, other) => one.ToString() == other.ToString()));
            Assert.That(entries[1], Is.Null);
            Assert.That(node.Ledger.State(LedgerNode.Line).Contact(new ContactId("c1")), Is.Not.Null);
        }
    }

    [Test]
    public async Task A_repeated_command_id_returns_the_first_result_and_changes_nothing()
    {
        await node.Do(new FloorCommand.JoinFloor(new WorkerId("w"), A.Profile()));
        var id = Contracts.CommandIds.Next(node.Ledger.Now);
        var first = (LedgerAnswer.Committed)await node.Do(new FloorCommand.SetPresence(new WorkerId("w"), PresenceKind.Available, null), id);
        await node.Do(new FloorCommand.SetPresence(new WorkerId("w"), PresenceKind.Break, null));
        var again = await node.Do(new FloorCommand.SetPresence(new WorkerId("w"), PresenceKind.Available, null), id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again, Is.TypeOf<LedgerAnswer.Committed>());
            Assert.That(((LedgerAnswer.Committed)again).Repeated, Is.True);
            Assert.That(((LedgerAnswer.Committed)again).Entry.Sequence, Is.EqualTo(first.Entry.Sequence));
            Assert.That(node.Ledger.State(LedgerNode.Line).Worker(new WorkerId("w"))!.Presence, Is.EqualTo(PresenceKind.Break));
        }
    }

    [Test]
    public async Task A_refusal_names_its_reason_and_writes_nothing()
    {
        var answer = await node.Do(new FloorCommand.WithdrawContact(new ContactId("nobody"), "hung_up"));
        var head = await node.Journal.HeadAsync(LedgerNode.Line, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo(new LedgerAnswer.Refused(Refusal.UnknownContact)));
            Assert.That(head!.Sequence, Is.Zero);
        }
    }

    [Test]
    public async Task Commits_of_a_closed_or_older_epoch_are_refused()
    {
        await node.Do(A.Arrival("c1"));
        await node.Publisher.CloseAsync(LedgerNode.Line, 1, CancellationToken.None);
        Assert.That(await node.Do(A.Arrival("c2")), Is.EqualTo(new LedgerAnswer.Refused(Refusal.LedgerUnavailable)));
        await node.OpenAsync(2, A.Contact("c1"));
        var answer = (LedgerAnswer.Committed)await node.Do(A.Arrival("c2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Entry.Epoch, Is.EqualTo(2));
            Assert.That(await node.Publisher.PublishAsync(LedgerNode.Line, 1, 3, "late", [], [], [], CancellationToken.None), Is.False, "a restorer of an older epoch publishes nothing");
            Assert.That(await node.Database.KeyExistsAsync(new LineKeys(LedgerNode.Line).Floor(1)), Is.False, "the old epoch's keys are gone");
        }
    }

    [Test]
    public async Task A_store_that_lost_what_a_node_has_seen_takes_none_of_its_commits_and_is_given_up()
    {
        var first = (LedgerAnswer.Committed)await node.Do(A.Arrival("c1"));
        await node.Do(A.Arrival("c2"));
        var keys = new LineKeys(LedgerNode.Line);
        await node.Database.HashDeleteAsync(keys.Journal(1), 2);
        await node.Database.HashSetAsync(keys.Meta, [new("sequence", 1), new("tag", first.Entry.Tag)]);
        var answer = await node.Do(A.Arrival("c3"));
        Assert.That(answer, Is.EqualTo(new LedgerAnswer.Refused(Refusal.LedgerUnavailable)));
        await Until.True(async () => await node.Journal.HeadAsync(LedgerNode.Line, CancellationToken.None) is null, "the floor is closed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await node.Journal.LastHeadAsync(LedgerNode.Line, CancellationToken.None))!.Sequence, Is.EqualTo(1));
            Assert.That(((IRecentEntries)node.Services.GetService(typeof(IRecentEntries))!).After(LedgerNode.Line, 1, 1, 10).Select(entry => entry.Sequence), Is.EqualTo(new[] { 2L }),
                "what the store lost is still in this node's memory");
        }
    }

    [Test]
    public async Task A_store_that_went_another_way_takes_no_commit_of_a_node_that_saw_the_first_one()
    {
        await node.Do(A.Arrival("c1"));
        var seen = (LedgerAnswer.Committed)await node.Do(A.Arrival("c2"));
        var keys = new LineKeys(LedgerNode.Line);
        var entry = (await node.Database.HashGetAsync(keys.Journal(1), 2)).ToString();
        // Longer than what was seen, and not the same.
        await node.Database.HashSetAsync(keys.Journal(1), [new(2, entry.Replace(seen.Entry.Tag, "another", StringComparison.Ordinal)), new(3, entry.Replace("|2|", "|3|", StringComparison.Ordinal))]);
        await node.Database.HashSetAsync(keys.Meta, [new("sequence", 3), new("tag", "later")]);
        Assert.That(await node.Do(A.Arrival("c3")), Is.EqualTo(new LedgerAnswer.Refused(Refusal.LedgerUnavailable)));
        await Until.True(async () => await node.Journal.HeadAsync(LedgerNode.Line, CancellationToken.None) is null, "the floor is closed");
    }

    [Test]
    public async Task Closing_an_epoch_that_is_over_closes_nothing()
    {
        await node.Publisher.CloseAsync(LedgerNode.Line, 7, CancellationToken.None);
        Assert.That(await node.Do(A.Arrival("c1")), Is.TypeOf<LedgerAnswer.Committed>());
    }

    [Test]
    public async Task A_restored_contact_is_not_opened_a_second_time()
    {
        await node.Publisher.CloseAsync(LedgerNode.Line, 1, CancellationToken.None);
        await node.OpenAsync(2, A.Contact("c1", Band.High));
        var answer = await node.Do(A.Arrival("c1", Band.Low));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.TypeOf<LedgerAnswer.Unchanged>());
            Assert.That(node.Ledger.State(LedgerNode.Line).Contact(new ContactId("c1"))!.Grade.Band, Is.EqualTo(Band.High));
        }
    }

    [Test]
    public async Task Two_nodes_racing_for_everything_keep_the_floor_sound_and_the_journal_gapless()
    {
        // The embedded engine serves one process; a second node of the test reaches it through the same address.
        await using var second = engine == "redis" ? await LedgerNode.StartAsync(redis!.ConnectionString) : null;
        var nodes = second is null ? new[] { node, node } : [node, second];
        if (second is not null) await Until.True(() => second.Ledger.State(LedgerNode.Line).Epoch == 1, "the second node has the floor");
        for (var i = 0; i < 6; i++)
        {
            await node.Do(new FloorCommand.JoinFloor(new WorkerId($"w{i}"), A.Profile()));
            await node.Do(new FloorCommand.SetPresence(new WorkerId($"w{i}"), PresenceKind.Available, null));
        }
        await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => Task.Run(() => LaneAsync(nodes[lane % 2], lane))));
        var head = (await node.Journal.HeadAsync(LedgerNode.Line, CancellationToken.None))!;
        var rebuilt = FloorState.Empty with { Epoch = 1 };
        var tag = "start";
        for (var from = 1L; from <= head.Sequence; from += 100)
            foreach (var entry in await node.Journal.ReadAsync(LedgerNode.Line, 1, from, (int)Math.Min(100, head.Sequence - from + 1), CancellationToken.None))
            {
                Assert.That(entry, Is.Not.Null, "gap");
                Assert.That(entry!.PreviousTag, Is.EqualTo(tag));
                tag = entry.Tag;
                rebuilt = rebuilt.Apply(entry, FloorRules.Default);
                Assert.That(FloorChecks.Wrong(rebuilt, FloorRules.Default), Is.Null, $"at {entry.Sequence}");
            }
        foreach (var one in nodes)
            await Until.True(() => one.Ledger.State(LedgerNode.Line).Sequence == head.Sequence, "every copy reaches the head");
        var queued = await node.Database.SortedSetLengthAsync(new LineKeys(LedgerNode.Line).Waiting(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rebuilt.Contacts, Has.Count.EqualTo(80));
            Assert.That(queued, Is.EqualTo(rebuilt.InRankOrder().Count()), "the ZSET is the waiting contacts");
            Assert.That(rebuilt.Contacts.Values.Count(contact => contact.AnsweredAt is not null), Is.GreaterThan(0));
        }
    }

    /// <summary>Opens ten contacts and fights for whatever is offered, accepting, declining and ending what it can.</summary>
    private static async Task LaneAsync(LedgerNode node, int lane)
    {
        for (var i = 0; i < 10; i++)
        {
            await node.Do(A.Arrival($"c{lane}-{i}", (Band)(i % 4)));
            foreach (var proposal in Server.Dispatch.Planner.Plan(node.Ledger.State(LedgerNode.Line), node.Ledger.Now, FloorRules.Default).ToArray())
                await node.Do(new FloorCommand.MakeOffers(proposal.Contact, [.. proposal.Workers.Select((worker, at) => new OfferTarget(worker.Worker, new OfferId($"o{lane}-{i}-{proposal.Contact}-{at}"), worker.WhyYou))], 0));
            foreach (var contact in node.Ledger.State(LedgerNode.Line).Contacts.Values)
            {
                foreach (var offer in contact.Pending.ToArray())
                    await node.Do(offer.Fence.Number % 3 == 0 ? new FloorCommand.DeclineOffer(contact.Id, offer.Id, offer.Worker) : new FloorCommand.AcceptOffer(contact.Id, offer.Id, offer.Worker, offer.Fence));
                if (contact.State is ContactState.Engaged engaged) await node.Do(new FloorCommand.EndContact(contact.Id, engaged.Worker, engaged.Fence, Outcome.Supported));
                if (contact.State is ContactState.WrapUp wrapUp) await node.Do(new FloorCommand.FinishWrapUp(contact.Id, wrapUp.Worker, wrapUp.Fence));
            }
        }
    }

    [Test]
    public async Task A_guarded_commit_fails_when_the_console_answered_meanwhile()
    {
        var worker = new WorkerId("w");
        await node.Do(new FloorCommand.JoinFloor(worker, A.Profile()));
        await node.Do(new FloorCommand.SetPresence(worker, PresenceKind.Available, null));
        await node.Consoles.AnswerAsync(LedgerNode.Line, worker, CancellationToken.None);
        var read = (await node.Consoles.ReadAsync(LedgerNode.Line, CancellationToken.None))[worker].ToUnixTimeMilliseconds();
        var guarded = (RedisLedger)node.Ledger;
        var late = await guarded.ExecuteAsync(LedgerNode.Line, new CommandId("0-a"), Actor.System, new FloorCommand.LoseConsole(worker), new LeaseGuard(worker, read - 1), CancellationToken.None);
        var lost = await guarded.ExecuteAsync(LedgerNode.Line, new CommandId("0-b"), Actor.System, new FloorCommand.LoseConsole(worker), new LeaseGuard(worker, read), CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(late, Is.TypeOf<LedgerAnswer.Refused>());
            Assert.That(lost, Is.TypeOf<LedgerAnswer.Committed>());
        }
    }

    [Test]
    public async Task Trimming_keeps_what_is_not_recorded_and_refuses_commands_older_than_its_memory()
    {
        var worker = new WorkerId("w");
        await node.Do(new FloorCommand.JoinFloor(worker, A.Profile()));
        var old = Contracts.CommandIds.Next(node.Ledger.Now.AddSeconds(-30));
        await node.Do(new FloorCommand.SetPresence(worker, PresenceKind.Available, null), old);
        for (var i = 0; i < 10_010; i++)
            await node.Do(new FloorCommand.SetPresence(worker, i % 2 == 0 ? PresenceKind.Break : PresenceKind.Available, null));
        await node.Journal.TrimAsync(LedgerNode.Line, 1, 5, CancellationToken.None);
        var entries = await node.Journal.ReadAsync(LedgerNode.Line, 1, 1, 7, CancellationToken.None);
        var again = await node.Do(new FloorCommand.SetPresence(worker, PresenceKind.OffDuty, null), old);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries.Take(5), Is.All.Null);
            Assert.That(entries.Skip(5), Is.All.Not.Null);
            Assert.That(again, Is.EqualTo(new LedgerAnswer.Refused(Refusal.StaleCommand)));
        }
    }

    [Test]
    public async Task A_lease_has_one_holder()
    {
        Assert.That(await node.Leases.HoldAsync(LedgerNode.Line, "leader", TimeSpan.FromSeconds(30), CancellationToken.None), Is.True);
        var other = new LineKeys(LedgerNode.Line).Lease("recorder");
        await node.Database.StringSetAsync(other, "somebody else", TimeSpan.FromSeconds(30));
        Assert.That(await node.Leases.HoldAsync(LedgerNode.Line, "recorder", TimeSpan.FromSeconds(30), CancellationToken.None), Is.False);
    }
}
