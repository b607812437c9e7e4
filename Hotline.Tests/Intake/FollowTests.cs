using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Tests.Support;
using NUnit.Framework;
using Outcome = Hotline.Server.Floor.Outcome;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

/// <summary>What a channel sends for a contact that went on to another line, by the id it was given.</summary>
public sealed class FollowTests
{
    private PaperHost host = null!;
    private string first = null!;
    private string second = null!;
    private string last = null!;

    [SetUp]
    public async Task Start()
    {
        host = await PaperHost.StartAsync();
        first = (await host.OpenedAsync(key: "first")).ContactId;
        second = (await host.OpenedAsync(key: "second")).ContactId;
        last = (await host.OpenedAsync(key: "last")).ContactId;
    }

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task Along_a_chain_all_of_it_reaches_the_last()
    {
        SendOn(first, second);
        SendOn(second, last);

        Assert.That((await PaperHost.ReceiptAsync(await host.PostAsync(first, "texts", """{"text":"hello"}"""))).ContactId, Is.EqualTo(first), "answered by the id the channel knows");
        Assert.That((await PaperHost.ReceiptAsync(await host.PostAsync(second, "evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}"""))).Band, Is.EqualTo(Wire.Band.High));
        Assert.That((await PaperHost.ReceiptAsync(await host.PostAsync(first, "withdrawal", ""))).Phase, Is.EqualTo(Wire.Phase.Abandoned));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(host.Records.Texts, Is.EqualTo(new[] { (new ContactId(last), "hello") }));
            Assert.That((host.OnFloor(last).Grade.Band, host.OnFloor(last).State.GetType().Name), Is.EqualTo((Band.High, "Abandoned")));
            Assert.That(host.OnFloor(first).State, Is.InstanceOf<ContactState.Closed>());
            Assert.That(host.Records.EvidenceOf(first).Concat(host.Records.EvidenceOf(second)).Select(piece => piece.Kind), Has.None.EqualTo("cssrs.5"));
        }
    }

    [Test]
    public async Task A_delivery_kept_before_it_went_on_is_not_kept_again_after_it()
    {
        await PaperHost.ReceiptAsync(await DeliverAsync("hello"));
        SendOn(first, last);

        Assert.That((await PaperHost.ReceiptAsync(await DeliverAsync("hello"))).ContactId, Is.EqualTo(first));
        Assert.That(host.Records.Texts.Select(text => text.Contact.Value), Is.EqualTo(new[] { first }), "it went on with the file");
        Assert.That((int)(await DeliverAsync("something else")).StatusCode, Is.EqualTo(422), "the key stands for what it stood for");
    }

    [Test]
    public async Task Before_the_records_know_where_it_went_the_floor_says_it()
    {
        var (floor, id) = (host.Ledger.Floor, new ContactId(first));
        var there = IdempotencyKeys.Elsewhere(id, 1);
        floor.Worker("w1", A.Profile("en", "zh") ).Offered(first, "w1").Accepted(first, "w1");
        floor.Said(new FloorCommand.StartTransfer(id, new WorkerId("w1"), floor.Contact(first).HolderFence!.Value, TransferKind.Cold, new TransferTarget.OtherLine(Paper.Harbour.Id), new OfferId("o")));
        floor.Do(A.Arrival(there.Value));
        floor.Said(new FloorCommand.SettleTransfer(id, 1, there, true));

        await PaperHost.ReceiptAsync(await host.PostAsync(first, "texts", """{"text":"hello"}"""));

        Assert.That(host.Records.Texts.Single(), Is.EqualTo((there, "hello")));
        Assert.That((await host.PlaceAsync(first)).IsSuccessStatusCode, Is.True);
    }

    private Task<HttpResponseMessage> DeliverAsync(string text) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/lines/harbour/contacts/{first}/texts", $$"""{"text":"{{text}}"}""", "delivery", PaperHost.HarbourKey);

    private void SendOn(string from, string to)
    {
        host.Records.Sent[new ContactId(from)] = new Origin(Paper.Harbour.Id, new ContactId(to));
        host.Ledger.Floor.Said(new FloorCommand.ForceContact(new ContactId(from), new ForceTarget.Closed(Outcome.TransferredOut)));
    }
}
