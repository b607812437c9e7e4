using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Hotline.Tests.Support;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Records;

[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
internal sealed class ContactFileTests(string provider)
{
    private RecordsNode node = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => node = await RecordsNode.StartAsync(provider);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (node is not null) await node.DisposeAsync();
    }

    [Test]
    public async Task Evidence_added_by_many_at_once_has_every_number_once()
    {
        var contact = new ContactId("many");
        await using var twin = node.Twin();

        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? twin : node).File.AddEvidenceAsync(RecordsNode.Line, contact, [RecordsNode.Evidence("distress", "5"), RecordsNode.Evidence("cssrs.1", "yes")], null, default))));

        var last = all.MaxBy(evidence => evidence.Count)!;
        Assert.That(last.Select(evidence => evidence.Number), Is.EqualTo(Enumerable.Range(1, 80)));
        // What one caller appended stands together.
        Assert.That(last.Where((_, index) => index % 2 == 0).Select(evidence => evidence.Kind), Is.All.EqualTo("distress"));
    }

    [Test]
    public async Task Of_two_saves_on_the_same_version_one_clashes()
    {
        var contact = new ContactId("noted");
        await using var twin = node.Twin();
        var first = await Task.WhenAll(
            Task.Run(() => node.File.SaveNoteAsync(RecordsNode.Line, contact, "from one", 0, A.T0, default)),
            Task.Run(() => twin.File.SaveNoteAsync(RecordsNode.Line, contact, "from the other", 0, A.T0, default)));
        Assert.That(first.Count(saved => saved is { Version: 1 }), Is.EqualTo(1));
        Assert.That(first.Count(saved => saved is null), Is.EqualTo(1));

        Assert.That(await node.File.SaveNoteAsync(RecordsNode.Line, contact, "second", 1, A.T0, default), Is.EqualTo(new Wire.NoteSaved(2, A.T0)));
        Assert.That(await node.File.SaveNoteAsync(RecordsNode.Line, contact, "late", 1, A.T0, default), Is.Null);
    }

    [Test]
    public async Task A_contact_reads_back_whole_before_and_after_it_is_recorded()
    {
        var particulars = new Wire.Particulars("Ada Lovelace", "+1 206 555 0100", null, null);
        var callback = new Wire.CallbackConsent(true, "+1 206 555 0100", false, "18:00", "20:00");
        await node.Inbox.PutAsync(RecordsNode.Item("whole", text: "please help", particulars: particulars, callback: callback, evidence: [RecordsNode.Evidence("cssrs.4", "yes")]), default);
        var contact = new ContactId("c-whole");
        Assert.That(await node.File.AddTextAsync(RecordsNode.Line, contact, "are you there?", A.T0.AddMinutes(1), null, default), Is.EqualTo(2));
        await node.File.SaveNoteAsync(RecordsNode.Line, contact, "calm voice", 0, A.T0, default);

        var record = (await node.File.ReadAsync(RecordsNode.Line, contact, default))!;

        Assert.That(record.Particulars, Is.EqualTo(particulars));
        Assert.That(record.Callback, Is.EqualTo(callback));
        Assert.That(record.Texts.Select(text => text.Text), Is.EqualTo(new[] { "please help", "are you there?" }));
        Assert.That(record.Evidence.Single(), Is.EqualTo(new Wire.EvidenceEntry(1, "cssrs.4", "yes", "help_seeker", A.T0)));
        Assert.That(record.Note!.Text, Is.EqualTo("calm voice"));
        Assert.That((record.Phase, record.Channel, record.ArrivedAt), Is.EqualTo((Wire.Phase.Waiting, Wire.Channel.Chat, A.T0)));
        Assert.That(await node.File.ReadAsync(new LineId("another"), contact, default), Is.Null);
        Assert.That(await node.File.ReadAsync(RecordsNode.Line, new ContactId("nobody"), default), Is.Null);
    }

    [Test]
    public async Task Evidence_in_a_persons_own_words_is_sealed_and_reads_back_as_sent()
    {
        var sent = new Evidence(0, "My name is Ada", "call 555-0100", "help_seeker", A.T0);
        var stored = await node.File.AddEvidenceAsync(RecordsNode.Line, new ContactId("worded"), [sent], null, default);

        Assert.That(stored.Single(), Is.EqualTo(sent with { Number = 1 }));
        await using var db = node.Open();
        var row = await db.Evidence.SingleAsync(row => row.ContactId == "worded");
        Assert.That((row.Kind, row.Value), Is.EqualTo(("unrecognised", "unknown")));
    }

    [TestCase("cssrs.6b", "yes")]
    [TestCase("child_at_risk", "refused")]
    [TestCase("distress", "10")]
    public async Task Codes_and_small_numbers_stay_in_clear(string kind, string value)
    {
        var contact = new ContactId("plain-" + kind);
        await node.File.AddEvidenceAsync(RecordsNode.Line, contact, [RecordsNode.Evidence(kind, value)], null, default);
        await using var db = node.Open();
        var row = await db.Evidence.SingleAsync(row => row.ContactId == contact.Value);
        Assert.That((row.Kind, row.Value, row.AsSent), Is.EqualTo((kind, value, (byte[]?)null)));
    }

    [Test]
    public async Task Shredding_the_data_key_makes_a_persons_data_unreadable_and_keeps_the_rest()
    {
        await node.Inbox.PutAsync(RecordsNode.Item("forget", text: "my secret", particulars: new Wire.Particulars("Ada", null, null, null), evidence: [RecordsNode.Evidence("cssrs.1", "yes")]), default);
        var keys = node.Get<ContactKeys>();
        Assert.That(await node.Store.WriteAsync(db => keys.ShredAsync(db, "contact:c-forget", default), default), Is.True);

        var record = (await node.File.ReadAsync(RecordsNode.Line, new ContactId("c-forget"), default))!;

        Assert.That((record.Particulars, record.Texts.Count, record.Note), Is.EqualTo(((Wire.Particulars?)null, 0, (Wire.NoteEntry?)null)));
        Assert.That(record.Evidence.Single().Kind, Is.EqualTo("cssrs.1"));
        // No new key comes into being for who was forgotten.
        Assert.That(async () => await node.File.AddTextAsync(RecordsNode.Line, new ContactId("c-forget"), "again", A.T0, null, default), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_typed_reason_is_kept_once_per_command()
    {
        var (command, actor) = (new CommandId("1-reason"), new Actor("supervisor", "s1"));
        for (var i = 0; i < 2; i++)
            await node.File.KeepReasonAsync(RecordsNode.Line, command, actor, "contact:c-reason", "asked by name", A.T0, default);

        await using var db = node.Open();
        var row = await db.TypedReasons.SingleAsync(row => row.Subject == "contact:c-reason");
        using var key = await node.Get<ContactKeys>().FindAsync(db, "contact:c-reason", default);
        Assert.That(key!.OpenText(new SealPlace("TypedReasons", "Reason", "1-reason"), row.Reason), Is.EqualTo("asked by name"));
    }

    [Test]
    public async Task Only_the_key_that_opened_a_contact_may_ask_for_it()
    {
        await node.Inbox.PutAsync(RecordsNode.Item("owned"), default);
        Assert.That(await node.File.OpenedByAsync(RecordsNode.Line, new ContactId("c-owned"), "channel-key", default), Is.True);
        Assert.That(await node.File.OpenedByAsync(RecordsNode.Line, new ContactId("c-owned"), "another-key", default), Is.False);
        Assert.That(await node.File.OpenedByAsync(new LineId("another"), new ContactId("c-owned"), "channel-key", default), Is.False);
    }
}
