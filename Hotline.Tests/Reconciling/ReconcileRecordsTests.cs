using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Server.Reconciling;
using Hotline.Tests.Records;
using Hotline.Tests.Recording;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Reconciling;

internal sealed class ReconcileRecordsTests
{
    private readonly Findings findings = new();
    private RecorderNode node = null!;
    private FloorInMemory Floor => node.Floor;

    [SetUp]
    public async Task StartAsync()
    {
        findings.All.Clear();
        node = await RecorderNode.StartAsync(RecordsNode.Sqlite);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (node is not null) await node.DisposeAsync();
    }

    private Task RunAsync() => new ReconcileRecords(node.Records.Store, node.Records.Inbox, Floor, Floor, findings).RunAsync(FloorInMemory.Line, default);

    [Test]
    public async Task Somebody_whom_the_floor_forgot_comes_back_from_SQL()
    {
        await Floor.OpenAsync("kept");
        await Floor.OpenAsync("forgotten");
        await node.StepsAsync();
        await RunAsync();
        Assert.That(findings.All, Is.Empty);

        Floor.Drop(new ContactId("forgotten"));
        await RunAsync();
        await node.StepsAsync();

        Assert.That(findings.All, Is.EqualTo(new[] { "floor_mended not_on_floor forgotten" }));
        Assert.That(Floor.Current.Contacts.Keys.Select(id => id.Value), Is.EquivalentTo(new[] { "kept", "forgotten" }));
    }

    [Test]
    public async Task Somebody_whom_SQL_forgot_is_recorded_again()
    {
        await Floor.OpenAsync("c1");
        await node.StepsAsync();
        await using (var db = node.Records.Open()) await db.Contacts.ExecuteDeleteAsync();
        await RunAsync();
        Assert.That(findings.All, Is.EqualTo(new[] { "record_mended not_recorded c1" }));
        Assert.That(await node.RecordedAsync("c1"), Is.Not.Null);
    }

    [Test]
    public async Task An_accepted_contact_that_nobody_opens_is_said_aloud()
    {
        await node.Records.Inbox.PutAsync(RecordsNode.Item("left") with { Line = FloorInMemory.Line }, default);
        await RunAsync();
        Assert.That(findings.All, Is.Empty, "younger rows are on their way");
        await using (var db = node.Records.Open()) await db.Inbox.ExecuteUpdateAsync(row => row.SetProperty(inbox => inbox.AcceptedAt, inbox => A.T0));
        await RunAsync();
        Assert.That(findings.All, Is.EqualTo(new[] { "inbox_stuck unopened c-left" }));
    }

    [Test]
    public async Task A_timer_and_an_offer_that_nobody_made_are_made_by_the_auditor()
    {
        var reconcile = new ReconcileDispatch(Floor, Floor, new OfferContacts(Floor), findings, findings);
        await Floor.JoinAsync("w1");
        await Floor.JoinAsync("w2");
        await Floor.OpenAsync("c1");
        await Floor.OfferAsync("c1", "w1");
        // Not shown within 6 s: due then, and late 5 s after.
        Floor.Now += TimeSpan.FromSeconds(10);
        await reconcile.RunAsync(FloorInMemory.Line, default);
        Assert.That(findings.All, Is.Empty);
        Floor.Now += TimeSpan.FromSeconds(2);
        await reconcile.RunAsync(FloorInMemory.Line, default);
        Assert.That(findings.All, Is.EqualTo(new[] { "dispatch_late timer c1" }));

        Floor.Now += TimeSpan.FromSeconds(6);
        await reconcile.RunAsync(FloorInMemory.Line, default);
        Assert.That(Floor.Current.Contact(new ContactId("c1"))!.Pending, Is.Empty, "free hands may have come a moment ago");
        await reconcile.RunAsync(FloorInMemory.Line, default);

        Assert.That(findings.All[^1], Is.EqualTo("dispatch_late unoffered c1"));
        Assert.That(Floor.Current.Contact(new ContactId("c1"))!.Pending.Single().Worker, Is.EqualTo(new WorkerId("w2")));
    }
}
