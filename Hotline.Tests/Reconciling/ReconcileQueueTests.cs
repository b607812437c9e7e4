using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Reconciling;
using Hotline.Tests.Ledger;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Hotline.Tests.Reconciling;

[TestFixture("garnet")]
[TestFixture("redis")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReconcileQueueTests(string engine)
{
    private static readonly LineKeys Keys = new(LedgerNode.Line);
    private readonly Findings findings = new();
    private RedisServer? redis;
    private LedgerNode node = null!;
    private ReconcileQueue reconcile = null!;

    [SetUp]
    public async Task StartAsync()
    {
        if (engine == "redis") redis = await RedisServer.StartAsync();
        node = await LedgerNode.StartAsync(redis?.ConnectionString);
        await node.OpenAsync();
        reconcile = new ReconcileQueue(node.Ledger, node.Services.GetRequiredService<IFloorCounts>(), node.Publisher, findings);
        for (var i = 0; i < 5; i++) await node.Do(A.Arrival($"c{i}", (Band)(i % 4)));
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (node is not null) await node.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
    }

    [Test]
    public async Task A_floor_in_order_is_left_alone()
    {
        await reconcile.RunAsync(LedgerNode.Line, thorough: true, default);
        Assert.That(findings.All, Is.Empty);
    }

    [Test]
    public async Task A_contact_missing_from_the_queue_is_put_back_at_its_rank()
    {
        await node.Database.SortedSetRemoveAsync(Keys.Waiting(1), "c2");
        await reconcile.RunAsync(LedgerNode.Line, thorough: false, default);
        await AssertQueueAsync();
    }

    [Test]
    public async Task A_wrong_rank_is_found_by_the_thorough_round()
    {
        await node.Database.SortedSetAddAsync(Keys.Waiting(1), "c1", 1);
        await reconcile.RunAsync(LedgerNode.Line, thorough: false, default);
        Assert.That(findings.All, Is.Empty);
        await reconcile.RunAsync(LedgerNode.Line, thorough: true, default);
        await AssertQueueAsync();
    }

    [Test]
    public async Task A_gap_in_the_journal_ends_the_epoch()
    {
        await node.Database.HashDeleteAsync(Keys.Journal(1), 3);
        await reconcile.RunAsync(LedgerNode.Line, thorough: false, default);
        Assert.That(findings.All, Is.EqualTo(new[] { "floor_mended journal_gap " }));
        Assert.That(await node.Journal.HeadAsync(LedgerNode.Line, default), Is.Null);
    }

    [Test]
    public async Task A_copy_with_other_numbers_than_the_store_is_read_again()
    {
        await node.Database.HashDeleteAsync(Keys.Floor(1), "c:c4");
        await reconcile.RunAsync(LedgerNode.Line, thorough: false, default);
        Assert.That(findings.All, Is.EqualTo(new[] { "floor_mended copy_differs " }));
        await Until.True(() => node.Ledger.State(LedgerNode.Line) is { Epoch: 1, Contacts.Count: 4 }, "the copy is the store's");
    }

    private async Task AssertQueueAsync()
    {
        Assert.That(findings.All, Is.EqualTo(new[] { "floor_mended queue_differs " }));
        var places = await node.Database.SortedSetRangeByRankWithScoresAsync(Keys.Waiting(1));
        Assert.That(places.Select(place => (place.Element.ToString(), (long)place.Score)),
            Is.EqualTo(node.Ledger.State(LedgerNode.Line).InRankOrder().Select(key => (key.Contact.Value, key.Rank))));
    }
}
