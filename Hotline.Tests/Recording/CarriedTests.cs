using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Recording;

/// <summary>What crossed the journal sealed is kept where it belongs, once.</summary>
[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
internal sealed class CarriedTests(string provider)
{
    private static readonly ContactId Contact = new("c-carried");
    private RecorderNode node = null!;

    [SetUp]
    public async Task StartAsync()
    {
        node = await RecorderNode.StartAsync(provider);
        await node.Floor.OpenAsync(Contact.Value);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (node is not null) await node.DisposeAsync();
    }

    [Test]
    public async Task All_that_was_carried_reads_back_from_the_records()
    {
        await CarryAsync("0-1", Intake());
        await CarryAsync("0-2", Pieces("cssrs.4", "first"), evidence: true);
        await CarryAsync("0-3", Words("still here", "second"), texts: 1);
        await CarryAsync("0-4", new Carried.Reason("0-4", "supervisor:s1", "contact:c-carried", "because of the siren", A.T0));
        await node.StepsAsync();
        await node.Floor.TrimAsync(FloorInMemory.Line, 1, node.Recorder.Point!.Sequence, default);

        var record = (await node.Records.File.ReadAsync(FloorInMemory.Line, Contact, default))!;
        Assert.That(record.Particulars!.Name, Is.EqualTo("Ada Lovelace"));
        Assert.That(record.Texts.Select(text => (text.Number, text.Text)), Is.EqualTo(new[] { (1, "is anybody there"), (2, "still here") }));
        Assert.That(record.Evidence.Select(piece => (piece.Number, piece.Kind)), Is.EqualTo(new[] { (1, "cssrs.2"), (2, "cssrs.4") }));
        Assert.That(record.Timeline.Select(entry => entry.Kind), Has.Exactly(4).EqualTo("FileCarried"));
        Assert.That(await node.Records.Inbox.FindAsync("channel-key", "carried", default), Is.Not.Null);
        Assert.That(await node.Records.Inbox.UnopenedAsync(FloorInMemory.Line, TimeSpan.Zero, 10, default), Is.Empty, "nobody opens it again");
        await using var db = node.Records.Open();
        var reason = await db.TypedReasons.SingleAsync();
        Assert.That((reason.CommandId, reason.Subject), Is.EqualTo(("0-4", "contact:c-carried")));
        Assert.That(await node.Floor.ReadSealedAsync(FloorInMemory.Line, 1, [.. Enumerable.Range(1, 9).Select(i => (long)i)], default), Is.All.Null);
    }

    [Test]
    public async Task What_reached_the_records_both_ways_is_there_once()
    {
        await node.Records.Inbox.PutAsync(Item(), default);
        await node.Records.File.AddEvidenceAsync(FloorInMemory.Line, Contact, [RecordsNode.Evidence("cssrs.4", "yes")], new Delivery("first", "evidence", "h"), default);
        Assert.That(await node.Records.File.AddTextAsync(FloorInMemory.Line, Contact, "still here", A.T0, new Delivery("second", "text", "h"), default), Is.EqualTo(2));

        await CarryAsync("0-1", Intake());
        await CarryAsync("0-2", Pieces("cssrs.4", "first"), evidence: true);
        await CarryAsync("0-3", Words("still here", "second"), texts: 1);
        await node.StepsAsync();
        // And once more after that, by the way of the records.
        await node.Records.File.AddEvidenceAsync(FloorInMemory.Line, Contact, [RecordsNode.Evidence("cssrs.4", "yes")], new Delivery("first", "evidence", "h"), default);
        Assert.That(await node.Records.File.AddTextAsync(FloorInMemory.Line, Contact, "still here", A.T0, new Delivery("second", "text", "h"), default), Is.EqualTo(2));

        var record = (await node.Records.File.ReadAsync(FloorInMemory.Line, Contact, default))!;
        Assert.That((record.Evidence.Count, record.Texts.Count), Is.EqualTo((2, 2)));
        Assert.That(await node.Records.Inbox.PutAsync(Item(), default), Is.EqualTo(InboxAnswer.AlreadyStored));
        Assert.That(await node.Records.File.FindDeliveryAsync(Contact, "first", default), Is.EqualTo(new Delivery("first", "evidence", "h")));
    }

    [Test]
    public async Task Something_that_does_not_open_is_told_and_keeps_nothing_else_from_being_recorded()
    {
        await node.Floor.CarryAsync(FloorInMemory.Line, new CommandId("0-1"), Actor.System, new FloorCommand.CarryFile(Contact, 0, null), "not sealed at all", default);
        await CarryAsync("0-2", Intake());
        await node.StepsAsync();

        Assert.That((await node.Records.File.ReadAsync(FloorInMemory.Line, Contact, default))!.Particulars, Is.Not.Null);
    }

    [Test]
    public void A_seal_opens_for_its_own_command_only()
    {
        var key = node.Records.Get<KeyEncryptionKey>();
        var sealedText = CarriedSeal.Close(key, FloorInMemory.Line, new CommandId("0-1"), Words("my secret", "k"));

        Assert.That(CarriedSeal.Open(key, FloorInMemory.Line, new CommandId("0-1"), sealedText), Is.EqualTo(Words("my secret", "k")));
        Assert.That(() => CarriedSeal.Open(key, FloorInMemory.Line, new CommandId("0-2"), sealedText), Throws.TypeOf<SealBrokenException>());
        Assert.That(System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(sealedText)), Does.Not.Contain("secret"));
    }

    private async Task CarryAsync(string command, Carried carried, int texts = 0, bool evidence = false)
    {
        var basis = node.Floor.Current.Contact(Contact)!.Grade.Basis;
        var order = new FloorCommand.CarryFile(Contact, texts, evidence ? A.Grade(Band.High, basis: basis + 1) : null);
        var sealedText = CarriedSeal.Close(node.Records.Get<KeyEncryptionKey>(), FloorInMemory.Line, new CommandId(command), carried);
        await node.Floor.CarryAsync(FloorInMemory.Line, new CommandId(command), Actor.System, order, sealedText, default);
    }

    private static InboxItem Item() => RecordsNode.Item(
        "carried", text: "is anybody there", particulars: new Wire.Particulars("Ada Lovelace", "+1 206 555 0100", null, null), evidence: RecordsNode.Evidence("cssrs.2", "yes"));

    private static Carried.Arrival Intake() => Carried.Arrival.Of(Item());

    private static Carried.Pieces Pieces(string kind, string key) => new(Contact.Value, [RecordsNode.Evidence(kind, "yes")], new Delivery(key, "evidence", "h"));

    private static Carried.Words Words(string text, string key) => new(Contact.Value, text, A.T0, new Delivery(key, "text", "h"));
}
