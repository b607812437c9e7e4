using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Hotline.Server.Supervision;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Hotline.Tests.Records;

/// <summary>Hands in SQL: one open hand a contact, sealed reasons, every change in the chain.</summary>
[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class HandsTests(string provider)
{
    private static readonly LineId Line = RecordsNode.Line;
    private static readonly WorkerId Supervisor = new("s1");
    private RecordsNode node = null!;
    private AuditedHands hands = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        node = await RecordsNode.StartAsync(provider);
        hands = new AuditedHands(node.Store, node.Get<ContactKeys>(), node.Audit);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (node is not null) await node.DisposeAsync();
    }

    [Test]
    public async Task A_hand_sent_again_is_the_same_hand_and_another_one_is_refused_until_it_is_withdrawn()
    {
        Assert.That(await PutAsync("1-a", "c1", "w1"), Is.EqualTo(HandAnswer.Handed));
        Assert.That(await PutAsync("1-a", "c1", "w1"), Is.EqualTo(HandAnswer.HandedBefore));
        Assert.That(await PutAsync("2-b", "c1", "w2"), Is.EqualTo(HandAnswer.HandedToAnother));
        Assert.That(await WithdrawAsync("3-c", "c1"), Is.True);
        Assert.That(await WithdrawAsync("3-c", "c1"), Is.True, "sent again");
        Assert.That(await WithdrawAsync("4-d", "c1"), Is.False, "nothing left to withdraw");
        Assert.That(await PutAsync("2-b", "c1", "w2"), Is.EqualTo(HandAnswer.Handed));
        Assert.That(await PutAsync("1-a", "c1", "w1"), Is.EqualTo(HandAnswer.HandedBefore), "the withdrawn one does not come back");
        Assert.That((await OpenAsync("c1")).Worker, Is.EqualTo(new WorkerId("w2")));
    }

    [Test]
    public async Task Of_ten_supervisors_at_once_one_hands_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Task.Run(() => PutAsync($"{number}-race", "c-race", $"w{number}"))));

        Assert.That(answers.Count(answer => answer == HandAnswer.Handed), Is.EqualTo(1));
        Assert.That(answers.Count(answer => answer == HandAnswer.HandedToAnother), Is.EqualTo(9));
    }

    [Test]
    public async Task The_chain_has_the_hand_its_taking_and_its_end_and_the_reason_is_sealed_beside_it()
    {
        await PutAsync("5-e", "c2", "w1");
        Assert.That(await hands.TakeAsync(Line, new ContactId("c2"), new WorkerId("w9"), A.T0, default), Is.False, "handed to somebody else");
        Assert.That(await hands.TakeAsync(Line, new ContactId("c2"), new WorkerId("w1"), A.T0, default), Is.True);
        var hand = await OpenAsync("c2");
        Assert.That(hand.TakenAt, Is.EqualTo(A.T0));
        await hands.SettleAsync(Line, hand, "engaged", A.T0, default);
        await hands.SettleAsync(Line, hand, "no_capacity", A.T0, default);

        Assert.That((await hands.OpenAsync(Line, default)).Select(one => one.Contact.Value), Does.Not.Contain("c2"));
        var page = await node.Chains.PageAsync($"line:{Line}", null, 200, default);
        Assert.That(page.Where(entry => entry.Subject == "contact:c2").Select(entry => $"{entry.Actor} {entry.Action}").Reverse(),
            Is.EqualTo(new[] { "supervisor:s1 ContactHanded", "worker:w1 HandTaken", "system:floor HandSettled" }));
        Assert.That((await node.Chains.VerifyAsync($"line:{Line}", default)).Unbroken);
        await using var db = await node.Get<IDbContextFactory<RecordsDb>>().CreateDbContextAsync();
        var reason = await db.TypedReasons.SingleAsync(row => row.CommandId == "5-e");
        using var key = await node.Get<ContactKeys>().FindAsync(db, "contact:c2", default);
        Assert.That(key!.OpenText(new SealPlace("TypedReasons", "Reason", "5-e"), reason.Reason), Is.EqualTo("nobody else is free"));
        Assert.That((await db.Hands.SingleAsync(row => row.CommandId == "5-e")).Result, Is.EqualTo("engaged"), "the first end stands");
    }

    private Task<HandAnswer> PutAsync(string command, string contact, string worker) =>
        hands.PutAsync(Line, new Hand(new CommandId(command), new ContactId(contact), new WorkerId(worker), Supervisor, A.T0, null), "nobody else is free", default);

    private Task<bool> WithdrawAsync(string command, string contact) =>
        hands.WithdrawAsync(Line, new ContactId(contact), new CommandId(command), Supervisor, "she is on another call", A.T0, default);

    private async Task<Hand> OpenAsync(string contact) => (await hands.OpenAsync(Line, default)).Single(hand => hand.Contact == new ContactId(contact));
}
