using Hotline.Server.Floor;
using Hotline.Server.Recording;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Recording;

[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
internal sealed class RecorderTests(string provider)
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
    public async Task A_contact_s_life_is_recorded_with_its_times_holder_and_outcome([Values] bool endAndCloseTogether)
    {
        await node.Records.Inbox.PutAsync(RecordsNode.Item("life"), default);
        await Floor.JoinAsync("w1");
        await Floor.OpenAsync("c-life", Band.High);
        Floor.Now += TimeSpan.FromSeconds(5);
        await Floor.EngageAsync("c-life", "w1");
        await node.StepsAsync();
        Floor.Now += TimeSpan.FromMinutes(10);
        var fence = Floor.Current.Contact(new ContactId("c-life"))!.LastFence;
        await Floor.DoAsync(new FloorCommand.EndContact(new ContactId("c-life"), new WorkerId("w1"), fence, Outcome.Supported));
        if (!endAndCloseTogether) await node.StepsAsync();
        Floor.Now += TimeSpan.FromMinutes(1);
        await Floor.DoAsync(new FloorCommand.FinishWrapUp(new ContactId("c-life"), new WorkerId("w1"), fence));
        await node.StepsAsync();

        await using var db = node.Records.Open();
        var row = await db.Contacts.SingleAsync();
        Assert.That((row.Phase, row.Outcome, row.Holder, row.Fence), Is.EqualTo((Wire.Phase.Closed, (Wire.Outcome?)Wire.Outcome.Supported, "w1", "1.1")));
        Assert.That((row.AnsweredAt - A.T0, row.EndedAt - A.T0, row.OverAt - A.T0),
            Is.EqualTo(((TimeSpan?)TimeSpan.FromSeconds(5), (TimeSpan?)TimeSpan.FromSeconds(605), (TimeSpan?)TimeSpan.FromSeconds(665))));
        Assert.That((await db.Inbox.SingleAsync()).OpenedAt, Is.Not.Null);
        Assert.That((await db.Assessments.SingleAsync()).Band, Is.EqualTo(Wire.Band.High));
        var record = (await node.Records.File.ReadAsync(FloorInMemory.Line, new ContactId("c-life"), default))!;
        Assert.That(record.Timeline.Select(entry => entry.Kind), Is.EqualTo(new[]
        {
            "ContactOpened", "OfferMade", "OfferAccepted", "ContactEngaged", "ContactEnded", "ContactClosed",
        }));
    }

    [Test]
    public async Task Who_leaves_before_an_answer_has_ended_when_it_was_over([Values] bool leavesAtOnce)
    {
        await Floor.OpenAsync("c-left");
        if (!leavesAtOnce) await node.StepsAsync();
        Floor.Now += TimeSpan.FromSeconds(40);
        await Floor.DoAsync(new FloorCommand.WithdrawContact(new ContactId("c-left"), "gone"));
        await node.StepsAsync();
        var row = await node.Records.Open().Contacts.SingleAsync();
        Assert.That((row.Phase, row.EndedAt, row.OverAt, row.Holder), Is.EqualTo((Wire.Phase.Abandoned, (DateTimeOffset?)Floor.Now, (DateTimeOffset?)Floor.Now, (string?)null)));
    }

    [Test]
    public async Task Every_event_is_a_link_of_the_line_s_audit_chain()
    {
        await Floor.JoinAsync("w1");
        var entry = await Floor.OpenAsync("c1");
        await node.StepsAsync();

        var verdict = await node.Records.Chains.VerifyAsync("line:test", default);
        var newest = (await node.Records.Chains.PageAsync("line:test", null, 1, default)).Single();

        Assert.That((verdict.Unbroken, verdict.Entries), Is.EqualTo((true, 3L)));
        Assert.That((newest.Action, newest.Subject, newest.Actor), Is.EqualTo(("ContactOpened", "contact:c1", "system:floor")));
        await using var db = node.Records.Open();
        Assert.That((await db.AuditEntries.SingleAsync(row => row.Number == 3)).Data, Does.Contain(entry.Command.Value).And.Contain("\"entry\":\"1.3\""));
    }

    [Test]
    public async Task A_paused_twin_writes_nothing()
    {
        await using var twin = node.Twin();
        await Floor.OpenAsync("c1");
        var from = (await node.Epochs.FindAsync(FloorInMemory.Line, default))!;
        var entries = (await Floor.ReadAsync(FloorInMemory.Line, 1, 1, 1, default)).OfType<JournalEntry>().ToArray();
        await node.StepsAsync();

        // It read before, and comes to write only now.
        Assert.That(await twin.Journal.RecordAsync(from, entries, default), Is.Null);

        await using var db = node.Records.Open();
        Assert.That(await db.Timeline.CountAsync(), Is.EqualTo(1));
        Assert.That((await node.Records.Chains.VerifyAsync("line:test", default)).Entries, Is.EqualTo(1));
        Assert.That((await db.Watermarks.SingleAsync()).Sequence, Is.EqualTo(1));
    }

    [Test]
    public async Task Twins_at_once_record_every_entry_once()
    {
        await using var twin = node.Twin();
        for (var i = 0; i < 300; i++) await Floor.OpenAsync($"c{i}");
        var committing = Task.Run(async () =>
        {
            for (var i = 300; i < 600; i++) await Floor.OpenAsync($"c{i}");
        });
        await Task.WhenAll(committing, Task.Run(node.StepsAsync), Task.Run(twin.StepsAsync));
        await node.StepsAsync();

        await using var db = node.Records.Open();
        Assert.That(await db.Contacts.CountAsync(), Is.EqualTo(600));
        Assert.That(await db.Timeline.CountAsync(), Is.EqualTo(600));
        Assert.That(await node.Records.Chains.VerifyAsync("line:test", default), Is.EqualTo(new Wire.AuditVerification("line:test", 600, true, null)));
    }

    [Test]
    public async Task Who_waits_is_answered_when_the_entry_is_in_SQL()
    {
        var entry = await Floor.OpenAsync("c1");
        var waiting = node.Progress.RecordedAsync(entry, TimeSpan.FromSeconds(30), default);
        Assert.That(waiting.IsCompleted, Is.False);

        await node.StepsAsync();

        Assert.That(await waiting, Is.True);
        Assert.That(await node.Progress.RecordedAsync(entry, TimeSpan.FromSeconds(30), default), Is.True, "asked afterwards");
        Assert.That(await node.Progress.RecordedAsync(entry with { Tag = "another" }, TimeSpan.FromSeconds(30), default), Is.False, "another entry at its place");
    }

    [Test]
    public async Task Who_waits_on_another_node_is_answered_by_a_look_into_SQL()
    {
        await using var twin = node.Twin();
        var entry = await Floor.OpenAsync("c1");
        var waiting = twin.Progress.RecordedAsync(entry, TimeSpan.FromSeconds(30), default);
        await node.StepsAsync();

        await twin.Progress.LookAsync(waitedFor: true, default);

        Assert.That(await waiting, Is.True);
    }

    [Test]
    public async Task Who_waits_for_an_entry_that_was_lost_with_its_epoch_is_told_so()
    {
        var entry = await Floor.OpenAsync("c1");
        var waiting = node.Progress.RecordedAsync(entry, TimeSpan.FromSeconds(30), default);
        Floor.LoseMeta(journalToo: true);
        await node.StepsAsync();

        await node.Progress.LookAsync(waitedFor: true, default);

        Assert.That(await waiting, Is.False);
    }

    [Test]
    public async Task Waiting_ends_when_its_time_is_over() =>
        Assert.That(await node.Progress.RecordedAsync(await Floor.OpenAsync("c1"), TimeSpan.FromMilliseconds(1), default), Is.False);

    [Test]
    public async Task The_lag_counts_what_is_committed_and_not_recorded()
    {
        var first = await Floor.OpenAsync("c1");
        node.Progress.Seen(FloorInMemory.Line, first);
        Floor.Now += TimeSpan.FromSeconds(3);
        node.Progress.Seen(FloorInMemory.Line, await Floor.OpenAsync("c2"));
        Assert.That(node.Progress.Lag(FloorInMemory.Line), Is.EqualTo((2L, TimeSpan.FromSeconds(3))));

        await node.StepsAsync();

        Assert.That(node.Progress.Lag(FloorInMemory.Line), Is.EqualTo((0L, TimeSpan.Zero)));
    }

    [Test]
    public async Task Contacts_leave_the_floor_once_over_recorded_and_old_and_stay_in_the_record()
    {
        await Floor.OpenAsync("c1");
        await Floor.OpenAsync("c2");
        await Floor.DoAsync(new FloorCommand.WithdrawContact(new ContactId("c1"), "hung_up"));
        var forget = node.Records.Get<ForgetRecorded>();
        Floor.Now += Floor.Rules.ForgetAfter;
        await forget.ForgetAsync(node.Recorder.Point!, default);
        Assert.That(Floor.Current.Contacts, Has.Count.EqualTo(2), "not recorded yet");
        await node.StepsAsync();

        await forget.ForgetAsync(node.Recorder.Point!, default);
        await node.StepsAsync();

        Assert.That(Floor.Current.Contacts.Keys, Is.EqualTo(new[] { new ContactId("c2") }));
        Assert.That((await node.RecordedAsync("c1"))!.State, Is.InstanceOf<ContactState.Abandoned>());
        await using var db = node.Records.Open();
        Assert.That((await db.Contacts.SingleAsync(row => row.ContactId == "c1")).OnFloor, Is.False);
    }
}
