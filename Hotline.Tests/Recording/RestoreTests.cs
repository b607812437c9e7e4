using Hotline.Server.Floor;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Recording;

[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
internal sealed class RestoreTests(string provider)
{
    private RecorderNode node = null!;
    private FloorInMemory Floor => node.Floor;

    [SetUp]
    public async Task StartAsync() => node = await RecorderNode.StartAsync(provider);

    [TearDown]
    public async Task StopAsync()
    {
        if (node is not null) await node.DisposeAsync();
    }

    [Test]
    public async Task A_new_line_gets_an_empty_floor_of_epoch_one_and_no_second_one()
    {
        Assert.That((Floor.Head!.Epoch, Floor.Current.Contacts.Count, Floor.Published), Is.EqualTo((1L, 0, 1)));
        await node.StepsAsync();
        Assert.That(Floor.Published, Is.EqualTo(1));
    }

    [Test]
    public async Task A_lost_floor_comes_back_under_the_next_epoch_with_what_was_not_recorded_yet()
    {
        await Floor.JoinAsync("w1");
        await Floor.JoinAsync("w2");
        await Floor.OpenAsync("held");
        await Floor.EngageAsync("held", "w1");
        await node.StepsAsync();
        await Floor.OpenAsync("late", Band.High);
        await Floor.OfferAsync("late", "w2");
        Floor.LoseMeta();
        Floor.Now += TimeSpan.FromMinutes(2);

        await node.StepsAsync();

        Assert.That(node.Restored.Single(restored => restored.Outcome.Point!.Epoch == 2), Is.Not.Null);
        Assert.That(Floor.Head!.Epoch, Is.EqualTo(2));
        var (held, late) = (Floor.Current.Contact(new ContactId("held"))!, Floor.Current.Contact(new ContactId("late"))!);
        Assert.That(held.Holder, Is.EqualTo(new WorkerId("w1")));
        Assert.That(Floor.Current.Worker(new WorkerId("w1"))!.Holdings.Single().Kind, Is.EqualTo(HoldingKind.Engaged));
        var offer = late.Pending.Single();
        Assert.That((offer.Worker, offer.Until), Is.EqualTo((new WorkerId("w2"), Floor.Now + Floor.Rules.LeaseLife)));
        Assert.That(Floor.Current.Worker(new WorkerId("w2"))!.Holdings.Single().Kind, Is.EqualTo(HoldingKind.Reserved));
        // A fence given now is above all given before.
        await Floor.DoAsync(new FloorCommand.RequeueContact(new ContactId("held")));
        await Floor.EngageAsync("held", "w1");
        Assert.That(Floor.Current.Contact(new ContactId("held"))!.LastFence, Is.GreaterThan(held.LastFence));
    }

    [Test]
    public async Task What_another_line_was_given_is_remembered_however_long_the_house_was_down()
    {
        await Floor.JoinAsync("w1");
        foreach (var id in new[] { "abroad", "settled" })
        {
            await Floor.OpenAsync(id);
            await Floor.EngageAsync(id, "w1");
            if (id == "abroad")
                await Floor.DoAsync(new FloorCommand.StartTransfer(new ContactId(id), new WorkerId("w1"), Floor.Current.Contact(new ContactId(id))!.HolderFence!.Value, TransferKind.Cold, new TransferTarget.OtherLine(new LineId("other")), new OfferId("o")));
            await Floor.DoAsync(new FloorCommand.ForceContact(new ContactId(id), new ForceTarget.Closed(Server.Floor.Outcome.Other)));
        }
        await node.StepsAsync();
        Floor.LoseMeta();
        Floor.Now += TimeSpan.FromHours(1);

        await node.StepsAsync();

        Assert.That(Floor.Current.Contacts.Values.Select(contact => (contact.Id.Value, contact.Abroad)), Is.EqualTo(new[] { ("abroad", new Abroad(1, new LineId("other"), false)) }));
        Assert.That(Floor.Current.Abroad, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task When_the_journal_is_gone_too_the_recorded_part_comes_back_and_the_inbox_has_the_rest()
    {
        await Floor.OpenAsync("c-recorded");
        await node.StepsAsync();
        await node.Records.Inbox.PutAsync(RecordsNode.Item("lost") with { Line = FloorInMemory.Line }, default);
        await Floor.OpenAsync("c-lost");
        Floor.LoseMeta(journalToo: true);

        await node.StepsAsync();

        Assert.That(Floor.Current.Contacts.Keys, Is.EqualTo(new[] { new ContactId("c-recorded") }));
        var unopened = await node.Records.Inbox.UnopenedAsync(FloorInMemory.Line, TimeSpan.Zero, 10, default);
        Assert.That(unopened.Select(row => row.Open.Contact.Value), Is.EqualTo(new[] { "c-lost" }));
    }

    [Test]
    public async Task A_floor_behind_the_record_is_given_up()
    {
        await Floor.OpenAsync("c1");
        var earlier = Floor.Current;
        await Floor.OpenAsync("c2");
        await node.StepsAsync();
        Floor.RollBack(earlier);

        await node.StepsAsync();

        Assert.That((Floor.Head!.Epoch, node.Restored[^1].Why), Is.EqualTo((2L, "behind")));
        Assert.That(Floor.Current.Contacts, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_floor_that_went_another_way_after_a_roll_back_is_given_up([Values] bool sameLength)
    {
        await Floor.OpenAsync("c1");
        var earlier = Floor.Current;
        await Floor.OpenAsync("c2");
        await node.StepsAsync();
        Floor.RollBack(earlier);
        await Floor.OpenAsync("other");
        if (!sameLength) await Floor.OpenAsync("another");

        await node.StepsAsync();

        Assert.That((Floor.Head!.Epoch, node.Restored[^1].Why), Is.EqualTo((2L, "broken_chain")));
        Assert.That(Floor.Current.Contacts.Keys.Select(id => id.Value), Is.EquivalentTo(new[] { "c1", "c2" }));
    }

    [Test]
    public async Task Another_run_of_Redis_begins_another_epoch_however_whole_it_seems()
    {
        await Floor.OpenAsync("recorded");
        await node.StepsAsync();
        await Floor.OpenAsync("late");
        Floor.Restart();

        await node.StepsAsync();

        Assert.That((Floor.Head!.Epoch, node.Restored[^1].Why), Is.EqualTo((2L, "restarted")));
        Assert.That(Floor.Current.Contacts.Keys.Select(id => id.Value), Is.EquivalentTo(new[] { "recorded", "late" }));
    }

    [Test]
    public async Task What_Redis_lost_before_it_was_recorded_comes_back_from_the_nodes_memory([Values] bool wiped)
    {
        Floor.Remembers = true;
        await Floor.OpenAsync("recorded");
        await node.StepsAsync();
        var earlier = Floor.Current;
        await Floor.OpenAsync("late");
        await Floor.OpenAsync("later");
        if (wiped) Floor.LoseMeta(journalToo: true);
        else Floor.RollBack(earlier);
        if (!wiped) Floor.Restart();

        await node.StepsAsync();

        Assert.That(Floor.Head!.Epoch, Is.EqualTo(2));
        Assert.That(Floor.Current.Contacts.Keys.Select(id => id.Value), Is.EquivalentTo(new[] { "recorded", "late", "later" }));
        Assert.That(node.Restored[^1].Outcome.Salvaged, Is.EqualTo(2));
    }

    [Test]
    public async Task A_journal_with_a_hole_is_given_up_after_what_stands_before_it()
    {
        for (var i = 1; i <= 4; i++) await Floor.OpenAsync($"c{i}");
        Floor.LoseEntry(3);

        await node.StepsAsync();

        Assert.That((Floor.Head!.Epoch, node.Restored[^1].Why), Is.EqualTo((2L, "missing_entry")));
        Assert.That(Floor.Current.Contacts.Keys.Select(id => id.Value), Is.EquivalentTo(new[] { "c1", "c2" }));
    }

    [Test]
    public async Task Two_nodes_that_restore_at_once_lose_nothing([Values(0, 1, 2, 3)] int pausedAt)
    {
        await Floor.OpenAsync("before");
        await node.StepsAsync();
        Floor.LoseMeta();
        await using var twin = node.Twin();
        // The first to publish is held up until the other is through, then publishes an epoch that has been minted over.
        var (others, publishes) = (new TaskCompletionSource(), 0);
        Floor.BeforePublish = async _ =>
        {
            if (Interlocked.Increment(ref publishes) == 1) await Task.WhenAny(others.Task, Task.Delay(300));
        };
        var first = Task.Run(node.StepAsync);
        await Until.True(() => publishes == 1, "the first stands before its publish");
        var second = twin.Epochs;
        // The other mints over it: once, or as often as nodes pause.
        for (var i = 0; i < pausedAt; i++)
            await second.MintAsync(FloorInMemory.Line, await second.FindAsync(FloorInMemory.Line, default), 0, "test", default);
        others.SetResult();
        await first;
        Assert.That(Floor.Head!.Epoch, Is.EqualTo(2));
        // Commits on a floor whose epoch SQL has given up already.
        for (var i = 0; i < 5; i++) await Floor.OpenAsync($"between{i}");

        await twin.StepsAsync();
        await node.StepsAsync();

        Assert.That(Floor.Head!.Epoch, pausedAt == 0 ? Is.EqualTo(2) : Is.EqualTo(3 + pausedAt));
        Assert.That(Floor.Current.Contacts.Keys.Select(id => id.Value), Is.SupersetOf(new[] { "before", "between0", "between4" }));
        Assert.That(Floor.Current.Contacts, Has.Count.EqualTo(6));
        Assert.That(await node.RecordedAsync("between4"), Is.Not.Null);
        Assert.That((await node.Records.Chains.VerifyAsync("line:test", default)).Unbroken, Is.True);
    }

    [Test]
    public async Task A_floor_published_while_another_restore_was_under_way_is_not_thrown_away_unrecorded()
    {
        await Floor.OpenAsync("before");
        await node.StepsAsync();
        Floor.LoseMeta();
        await using var twin = node.Twin();
        var pauses = new Dictionary<long, TaskCompletionSource> { [2] = new(), [3] = new() };
        var standing = new System.Collections.Concurrent.ConcurrentBag<long>();
        Floor.BeforePublish = async epoch =>
        {
            standing.Add(epoch);
            if (pauses.TryGetValue(epoch, out var pause)) await pause.Task;
        };
        // Both have found no floor; the slower one's epoch is the later one.
        var first = Task.Run(node.StepAsync);
        await Until.True(() => standing.Contains(2), "the first stands before its publish");
        var second = Task.Run(twin.StepAsync);
        await Until.True(() => standing.Contains(3), "the second stands before its publish");
        pauses[2].SetResult();
        await first;
        await Floor.OpenAsync("between");
        pauses[3].SetResult();
        await second;

        await twin.StepsAsync();

        Assert.That(Floor.Current.Contacts.Keys.Select(id => id.Value), Is.EquivalentTo(new[] { "before", "between" }));
        Assert.That(await node.RecordedAsync("between"), Is.Not.Null);
    }

    [Test]
    public async Task Many_nodes_restoring_freely_end_with_one_floor_that_has_everything()
    {
        for (var i = 0; i < 20; i++) await Floor.OpenAsync($"c{i}");
        Floor.LoseMeta();
        await using var second = node.Twin();
        await using var third = node.Twin();

        await Task.WhenAll(Task.Run(node.StepsAsync), Task.Run(second.StepsAsync), Task.Run(third.StepsAsync));
        await node.StepsAsync();

        var mark = (await node.Epochs.FindAsync(FloorInMemory.Line, default))!;
        Assert.That(Floor.Head!.Epoch, Is.EqualTo(mark.Epoch));
        Assert.That(Floor.Current.Contacts, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task A_floor_that_outlives_its_record_is_adopted()
    {
        await Floor.JoinAsync("w1");
        await Floor.OpenAsync("c1");
        await Floor.EngageAsync("c1", "w1");
        await node.StepsAsync();
        await using (var db = node.Records.Open())
        {
            // SQL was lost and set up anew.
            await db.Watermarks.ExecuteDeleteAsync();
            await db.Contacts.ExecuteDeleteAsync();
            await db.WorkerStates.ExecuteDeleteAsync();
        }
        node.Recorder.Forget();
        await Floor.OpenAsync("c2");

        await node.StepsAsync();

        Assert.That((Floor.Head!.Epoch, Floor.Published), Is.EqualTo((1L, 1)), "nobody's work was interrupted");
        Assert.That((await node.RecordedAsync("c1"))!.Holder, Is.EqualTo(new WorkerId("w1")));
        await Floor.OpenAsync("c3");
        await node.StepsAsync();
        Assert.That(await node.RecordedAsync("c3"), Is.Not.Null);
    }

    [Test]
    public async Task Contacts_over_for_long_stay_in_the_record_only()
    {
        await Floor.OpenAsync("old");
        await Floor.DoAsync(new FloorCommand.WithdrawContact(new ContactId("old"), "hung_up"));
        Floor.Now += Floor.Rules.ForgetAfter;
        await Floor.OpenAsync("young");
        await Floor.DoAsync(new FloorCommand.WithdrawContact(new ContactId("young"), "hung_up"));
        Floor.LoseMeta();

        await node.StepsAsync();

        Assert.That(Floor.Current.Contacts.Keys.Select(id => id.Value), Is.EqualTo(new[] { "young" }));
    }
}
