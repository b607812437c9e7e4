using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Ledger;

/// <summary>What rides sealed beside a commit while SQL is away, on every engine.</summary>
[TestFixture("garnet")]
[TestFixture("redis")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CarriedCommitTests(string engine)
{
    private static readonly ContactId Contact = new("c1");
    private RedisServer? redis;
    private LedgerNode node = null!;

    private ICarryingLedger Carrier => (ICarryingLedger)node.Ledger;

    [SetUp]
    public async Task Start()
    {
        if (engine == "redis")
        {
            _ = Requires.Redis();
            redis = await RedisServer.StartAsync(appendOnly: true);
        }
        node = await LedgerNode.StartAsync(redis?.ConnectionString);
        await node.OpenAsync();
        await node.Do(A.Arrival("c1"));
    }

    [TearDown]
    public async Task Stop()
    {
        if (node is not null) await node.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
    }

    [Test]
    public async Task What_a_commit_carries_stands_beside_its_entry_until_that_is_recorded()
    {
        var first = (LedgerAnswer.Committed)await CarryAsync("0-once", "sealed");
        var again = (LedgerAnswer.Committed)await CarryAsync("0-once", "other");
        var second = (LedgerAnswer.Committed)await CarryAsync("0-twice", "later");
        var entry = (await node.Journal.ReadAsync(LedgerNode.Line, 1, first.Entry.Sequence, 1, default))[0]!;
        Assert.That((again.Repeated, again.Entry.Sequence, entry.Carries, entry.Command.Value), Is.EqualTo((true, first.Entry.Sequence, true, "0-once")));
        Assert.That(await SealedAsync(first, second), Is.EqualTo(new[] { "sealed", "later" }), "the repeat carried nothing");

        await node.Journal.TrimAsync(LedgerNode.Line, 1, first.Entry.Sequence, default);
        Assert.That(await SealedAsync(first, second), Is.EqualTo(new[] { null, "later" }));
        Assert.That((await node.Journal.ReadAsync(LedgerNode.Line, 1, first.Entry.Sequence, 1, default))[0], Is.Not.Null, "the entry stays");

        await node.Journal.TrimAsync(LedgerNode.Line, 1, second.Entry.Sequence, default);
        Assert.That(await node.Database.KeyExistsAsync(new LineKeys(LedgerNode.Line).Sealed(1)), Is.False, "nothing personal is left");
    }

    [Test]
    public async Task Too_much_unrecorded_refuses_intake_first_and_never_what_the_floor_lives_on()
    {
        await node.Do(new FloorCommand.JoinFloor(new WorkerId("w"), A.Profile()));
        var big = new string('x', 300_000);
        for (var i = 0; i < 7; i++) Assert.That(await CarryAsync($"0-{i}", big), Is.TypeOf<LedgerAnswer.Committed>());
        var full = new LedgerAnswer.Refused(Refusal.RecordsFull);

        Assert.That(await node.Do(A.Arrival("c2")), Is.EqualTo(full));
        Assert.That(await CarryAsync("0-more", "x"), Is.EqualTo(full), "particulars");
        Assert.That(await Carrier.CarryAsync(LedgerNode.Line, new CommandId("0-text"), Actor.System, new FloorCommand.CarryFile(Contact, 1, null), big, default), Is.TypeOf<LedgerAnswer.Committed>(), "a text still");
        Assert.That(await Carrier.CarryAsync(LedgerNode.Line, new CommandId("0-text2"), Actor.System, new FloorCommand.CarryFile(Contact, 1, null), big, default), Is.TypeOf<LedgerAnswer.Committed>(), "and the next");
        Assert.That(await Carrier.CarryAsync(LedgerNode.Line, new CommandId("0-text3"), Actor.System, new FloorCommand.CarryFile(Contact, 1, null), big, default), Is.EqualTo(full), "but not for ever");
        Assert.That(await node.Do(new FloorCommand.SetPresence(new WorkerId("w"), PresenceKind.Available, null)), Is.TypeOf<LedgerAnswer.Committed>());
        var offered = await node.Do(new FloorCommand.MakeOffers(Contact, [new OfferTarget(new WorkerId("w"), new OfferId("o"), [])], node.Ledger.State(LedgerNode.Line).Sequence));
        var offer = node.Ledger.State(LedgerNode.Line).Contact(Contact)!.Pending.Single();
        var accepted = (LedgerAnswer.Committed)await node.Do(new FloorCommand.AcceptOffer(Contact, offer.Id, offer.Worker, offer.Fence));
        Assert.That(offered, Is.TypeOf<LedgerAnswer.Committed>());
        Assert.That(await Carrier.CarryAsync(LedgerNode.Line, new CommandId("0-order"), Actor.System, new FloorCommand.RequeueContact(Contact), "why", default), Is.TypeOf<LedgerAnswer.Committed>(), "an order with its reason");

        await node.Journal.TrimAsync(LedgerNode.Line, 1, accepted.Entry.Sequence, default);
        Assert.That(await node.Do(A.Arrival("c2")), Is.TypeOf<LedgerAnswer.Committed>(), "recorded bytes no longer count");
    }

    [Test]
    public async Task Only_a_redis_with_an_append_only_file_keeps_what_it_carries()
    {
        var durability = (IDurability)node.Services.GetService(typeof(IDurability))!;
        Assert.That(await durability.KeepsAsync(), Is.EqualTo(engine == "redis"));
    }

    private Task<LedgerAnswer> CarryAsync(string command, string text) =>
        Carrier.CarryAsync(LedgerNode.Line, new CommandId(command), Actor.System, new FloorCommand.CarryFile(Contact, 0, null), text, default);

    private Task<IReadOnlyList<string?>> SealedAsync(params LedgerAnswer.Committed[] commits) =>
        node.Journal.ReadSealedAsync(LedgerNode.Line, 1, [.. commits.Select(commit => commit.Entry.Sequence)], default);
}
