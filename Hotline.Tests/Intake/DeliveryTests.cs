using System.Net;
using Hotline.Server.Records;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

/// <summary>What a channel sends again under one key counts once, with SQL or past it.</summary>
public sealed class DeliveryTests
{
    private const string Opening = """{"evidence":[{"kind":"cssrs.1","value":"no"}],"particulars":{"name":"Ada Lovelace"}}""";
    private PaperHost host = null!;

    [SetUp]
    public async Task Start() => host = await PaperHost.StartAsync();

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TestCase("evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}""")]
    [TestCase("texts", """{"text":"are you there"}""")]
    [TestCase("withdrawal", """{"reason":"resolved"}""")]
    public async Task The_same_delivery_again_and_late_changes_nothing(string what, string body)
    {
        var contact = (await host.OpenedAsync(Opening)).ContactId;
        var first = await PaperHost.ReceiptAsync(await DeliverAsync(contact, what, body, "one"));
        var sequence = host.Ledger.Floor.State.Sequence;
        host.Ledger.Floor.Now += TimeSpan.FromMinutes(5);

        var again = await PaperHost.ReceiptAsync(await DeliverAsync(contact, what, body, "one"));

        Assert.That((again.Phase, again.Band), Is.EqualTo((first.Phase, first.Band)));
        Assert.That(host.Ledger.Floor.State.Sequence, Is.EqualTo(sequence));
        Assert.That((host.Records.EvidenceOf(contact).Count, host.Records.Texts.Count), Is.EqualTo((what == "evidence" ? 2 : 1, what == "texts" ? 1 : 0)));
    }

    [TestCase("evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}""", """{"evidence":[]}""")]
    [TestCase("texts", """{"text":"are you there"}""", """{"text":"another"}""")]
    public async Task A_key_that_stood_for_another_delivery_is_refused(string what, string body, string other)
    {
        var contact = (await host.OpenedAsync(Opening)).ContactId;
        await DeliverAsync(contact, what, body, "one");

        Assert.That((await PaperHost.ProblemAsync(await DeliverAsync(contact, what, other, "one"))).Slug, Is.EqualTo("idempotency_key_reused"));
    }

    [Test]
    public async Task Without_sql_an_intake_is_acknowledged_from_a_journal_that_is_kept_and_from_no_other()
    {
        host.Records.Away = true;
        var refused = await host.OpenAsync(Opening);
        Assert.That((refused.StatusCode, (await PaperHost.ProblemAsync(refused)).EmergencyNumbers), Is.EqualTo((HttpStatusCode.ServiceUnavailable, new[] { "112", "0800 111 0 111" })));
        Assert.That(refused.Headers.RetryAfter, Is.Not.Null);

        host.Ledger.Keeps = true;
        var first = await host.OpenAsync(Opening);
        var again = await host.OpenAsync(Opening);
        var changed = await host.OpenAsync("""{"evidence":[]}""");
        Assert.That((first.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK)));
        var receipt = await PaperHost.ReceiptAsync(first);
        Assert.That((receipt.Durability, (await PaperHost.ReceiptAsync(again)).ContactId), Is.EqualTo(("journaled", receipt.ContactId)));
        Assert.That((await PaperHost.ProblemAsync(changed)).Slug, Is.EqualTo("idempotency_key_reused"));
        Assert.That(host.Ledger.InJournal.Values.OfType<Carried.Arrival>().Single().Particulars!.Name, Is.EqualTo("Ada Lovelace"));

        host.Ledger.Away = true;
        Assert.That((await host.OpenAsync(Opening, "both down")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task Without_sql_evidence_raises_from_what_stands_and_never_calms()
    {
        var contact = (await host.OpenedAsync("""{"evidence":[{"kind":"cssrs.4","value":"yes"}]}""")).ContactId;
        (host.Records.Away, host.Ledger.Keeps) = (true, true);

        var raised = await PaperHost.ReceiptAsync(await DeliverAsync(contact, "evidence", """{"evidence":[{"kind":"act_in_progress","value":"yes"}]}""", "up"));
        var calmed = await PaperHost.ReceiptAsync(await DeliverAsync(contact, "evidence", """{"evidence":[{"kind":"act_in_progress","value":"no"}]}""", "down"));
        var text = await PaperHost.ReceiptAsync(await DeliverAsync(contact, "texts", """{"text":"are you there"}""", "text"));

        Assert.That((raised.Band, raised.Durability), Is.EqualTo((Wire.Band.Imminent, "journaled")));
        Assert.That((calmed.Band, text.Durability), Is.EqualTo((Wire.Band.Imminent, "journaled")));
        Assert.That((host.OnFloor(contact).Texts, host.Ledger.InJournal.Count), Is.EqualTo((1, 3)));
    }

    private Task<HttpResponseMessage> DeliverAsync(string contact, string what, string body, string key) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/lines/harbour/contacts/{contact}/{what}", body, key, PaperHost.HarbourKey);
}
