using Hotline.Contracts;
using Hotline.Server.Live;
using Hotline.Server.Floor;
using Hotline.Tests.Ledger;
using NUnit.Framework;

namespace Hotline.Tests.Live;

/// <summary>What a console sends is looked at before anything is done with it.</summary>
public sealed class CheckOrdersTests
{
    private static readonly string Good = CommandIds.Next(TimeProvider.System.GetUtcNow());

    [Test]
    public void A_whole_order_passes() => Assert.That(
        new object[]
        {
            new OfferOrder(Good, "contact", "offer", "1.2"), new PresenceOrder(Good, Contracts.Presence.Available, null), new Contracts.JoinConsole("demo", "tab", ["claim"]),
            new AssessOrder(Good, "contact", "1.2", [EvidenceItem.Of("cssrs.4", "yes")]), new SupervisorOrder(Good, "contact", null, "two\nlines of reason 😀"), 7L, true, "alarm:1",
        }.Select(order => CheckOrders.FaultOf(order, "order")), Is.All.Null);

    [TestCase("1764000000000-0123456789abcdef\nc:x {}")]
    [TestCase("1764000000000-0123|56789abcdef")]
    [TestCase("1764000000000-0123456789abcdef\n")]
    [TestCase("")]
    [TestCase("free text")]
    public void A_command_id_that_would_tear_the_journal_is_refused(string id) =>
        Assert.That(CheckOrders.FaultOf(new ContactOrder(id, "contact", "1.2"), "order"), Does.StartWith("CommandId"));

    [Test]
    public void What_is_missing_unknown_or_too_long_is_named()
    {
        Assert.That(CheckOrders.FaultOf(null, "order"), Is.EqualTo("order is missing."));
        Assert.That(CheckOrders.FaultOf(new OfferOrder(Good, null!, "offer", "1.2"), "order"), Is.EqualTo("ContactId is missing."));
        Assert.That(CheckOrders.FaultOf(new PresenceOrder(Good, (Contracts.Presence)99, null), "order"), Does.StartWith("Presence is not one of"));
        Assert.That(CheckOrders.FaultOf(new ContactOrder(Good, new string('a', 200), "1.2"), "order"), Is.EqualTo("ContactId is too long."));
        Assert.That(CheckOrders.FaultOf(new AssessOrder(Good, "contact", "1.2", [null!]), "order"), Does.StartWith("Evidence"));
        Assert.That(CheckOrders.FaultOf("a\0b", "alarmId"), Does.StartWith("alarmId"));
    }

    [Test]
    public async Task Whoever_gives_it_the_ledger_writes_no_such_id()
    {
        await using var node = await LedgerNode.StartAsync(null);
        await node.OpenAsync();
        Assert.That(async () => await node.Do(new FloorCommand.LeaveFloor(new WorkerId("w")), "a|b\nc"), Throws.ArgumentException);
    }
}
