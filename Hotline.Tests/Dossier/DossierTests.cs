using System.Net;
using System.Net.Http.Json;
using Hotline.Server.Floor;
using Hotline.Tests.Intake;
using Hotline.Tests.Support;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Dossier;

public sealed class DossierTests
{
    private const string Holder = "w1/harbour/operator";
    private PaperHost host = null!;
    private ContactId contact;

    [SetUp]
    public async Task Start()
    {
        host = await PaperHost.StartAsync();
        contact = new ContactId((await host.OpenedAsync()).ContactId);
        host.Ledger.Floor.Worker("w1").Worker("w2").Plan();
        host.Ledger.Floor.Accepted(contact.Value, "w1");
        host.Records.Files[contact] = new Wire.ContactRecord(
            contact.Value, "harbour", Wire.Channel.Chat, "en", Wire.Phase.Waiting, A.T0, new Wire.Particulars("Lin", null, null, null), null, [], [], [], null,
            [new Wire.TimelineEntry(A.T0, "OfferMade", "w1", null, null), new Wire.TimelineEntry(A.T0, "OfferDeclined", "gone", null, null), new Wire.TimelineEntry(A.T0, "ContactOpened", null, null, null)]);
    }

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TestCase(Holder)]
    [TestCase("boss/harbour/supervisor")]
    public async Task The_holder_and_the_lines_supervisors_read_it_with_names_and_leave_a_trace(string reader)
    {
        var answer = await ReadAsync(reader);
        var record = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(Wire.WireJson.Default.ContactRecord);

        Assert.That(record!.Particulars?.Name, Is.EqualTo("Lin"));
        Assert.That(record.Phase, Is.EqualTo(Wire.Phase.Engaged), "the floor knows better than a recorder that lags");
        Assert.That(record.Timeline.Select(entry => entry.WorkerName), Is.EqualTo(new[] { "Name of w1", null, null }));
        Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
        var fact = host.Records.Facts.Single();
        Assert.That((fact.Chain, fact.Action, fact.Subject, fact.Data), Is.EqualTo(("line:harbour", "ContactRead", $"contact:{contact}", "{}")));
        Assert.That(fact.Actor, Does.EndWith(":" + reader.Split('/')[0]));
    }

    [Test]
    public async Task What_the_help_seeker_wished_is_told_with_names()
    {
        var wished = new ContactId((await host.OpenedAsync("""{"wishes":["youth:2","trauma"],"worker":{"prefer":"w1","not":["w2"]}}""", "wished")).ContactId);
        host.Records.Files[wished] = host.Records.Files[contact] with { ContactId = wished.Value };
        var answer = await host.SendAsync(HttpMethod.Get, $"/api/v1/console/contacts/{wished}", null, null, null, "boss/harbour/supervisor");
        var record = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(Wire.WireJson.Default.ContactRecord);

        Assert.That(record!.Wishes!.Skills, Is.EqualTo(new[] { "youth:2", "trauma:1" }));
        Assert.That((record.Wishes.Relaxed, record.Wishes.Preferred, record.Wishes.Not.Single()), Is.EqualTo((0, "Name of w1", "Name of w2")));
    }

    [TestCase("w2/harbour/operator")]
    [TestCase("nobody/harbour/operator")]
    public async Task Whoever_does_not_hold_it_reads_nothing(string reader) =>
        await RefusesAsync(await ReadAsync(reader), HttpStatusCode.Forbidden, "not_your_contact");

    [Test]
    public async Task A_pending_offer_is_not_yet_a_reason_to_read()
    {
        var offered = new ContactId((await host.OpenedAsync(key: "second")).ContactId);
        host.Ledger.Floor.Plan();
        Assume.That(host.OnFloor(offered.Value).State, Is.InstanceOf<ContactState.Offered>());
        var asked = host.OnFloor(offered.Value).Pending.Single().Worker;

        await RefusesAsync(await ReadAsync($"{asked}/harbour/operator", offered), HttpStatusCode.Forbidden, "not_your_contact");
    }

    [Test]
    public async Task Supervisors_of_another_line_do_not_find_it() =>
        await RefusesAsync(await ReadAsync("boss/elsewhere/supervisor"), HttpStatusCode.NotFound, "unknown_contact");

    [Test]
    public async Task The_last_holder_reads_it_for_thirty_minutes_after_the_end()
    {
        End();
        host.Ledger.Floor.Now += TimeSpan.FromMinutes(30);
        var within = await ReadAsync(Holder);
        host.Ledger.Floor.Now += TimeSpan.FromSeconds(1);
        var after = await ReadAsync(Holder);

        Assert.That(within.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await RefusesAsync(after, HttpStatusCode.Forbidden, "not_your_contact");
        Assert.That((await ReadAsync("boss/harbour/supervisor")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task What_the_floor_has_forgotten_is_judged_as_recorded()
    {
        End();
        host.Records.Recorded[contact] = host.OnFloor(contact.Value);
        host.Ledger.Floor.Now += TimeSpan.FromMinutes(20);
        host.Ledger.Floor.Do(new FloorCommand.ForgetContacts([contact]));
        Assume.That(host.Ledger.Floor.State.Contact(contact), Is.Null);

        Assert.That((await ReadAsync(Holder)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await RefusesAsync(await ReadAsync("w2/harbour/operator"), HttpStatusCode.Forbidden, "not_your_contact");
    }

    [Test]
    public async Task A_record_that_is_still_being_written_is_asked_for_again()
    {
        host.Records.Files.Clear();

        var answer = await ReadAsync(Holder);

        await RefusesAsync(answer, HttpStatusCode.ServiceUnavailable, "record_pending");
        Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
    }

    [Test]
    public async Task Nothing_is_read_that_cannot_be_audited()
    {
        host.Records.Away = true;

        await RefusesAsync(await ReadAsync(Holder), HttpStatusCode.ServiceUnavailable, "records_unavailable");
    }

    [Test]
    public async Task A_note_is_saved_on_the_version_last_read()
    {
        var first = await SaveAsync(Holder, """{"text":"spoke calmly","version":0}""");
        var clash = await SaveAsync(Holder, """{"text":"other tab","version":0}""");
        var second = await SaveAsync(Holder, """{"text":"spoke calmly, will call","version":1}""");

        Assert.That(await first.Content.ReadFromJsonAsync(Wire.WireJson.Default.NoteSaved), Is.EqualTo(new Wire.NoteSaved(1, A.T0)));
        await RefusesAsync(clash, HttpStatusCode.Conflict, "note_changed");
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(host.Records.Files[contact].Note?.Text, Is.EqualTo("spoke calmly, will call"));
    }

    [TestCase("boss/harbour/supervisor")]
    [TestCase("w2/harbour/operator")]
    public async Task Only_the_holder_writes_the_note(string reader) =>
        await RefusesAsync(await SaveAsync(reader, """{"text":"mine","version":0}"""), HttpStatusCode.Forbidden, "not_your_contact");

    [Test]
    public async Task A_note_of_a_books_length_is_refused() =>
        await RefusesAsync(await SaveAsync(Holder, $$"""{"text":"{{new string('n', 16_001)}}","version":0}"""), HttpStatusCode.BadRequest, "note_too_long");

    [Test]
    public async Task A_channel_key_opens_no_dossier() => Assert.That(
        (await host.SendAsync(HttpMethod.Get, $"/api/v1/console/contacts/{contact}", null, null, PaperHost.HarbourKey)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));

    private void End()
    {
        var engaged = (ContactState.Engaged)host.OnFloor(contact.Value).State;
        host.Ledger.Floor.Do(new FloorCommand.EndContact(contact, engaged.Worker, engaged.Fence, Outcome.Supported));
        host.Ledger.Floor.Do(new FloorCommand.FinishWrapUp(contact, engaged.Worker, engaged.Fence));
    }

    private Task<HttpResponseMessage> ReadAsync(string reader, ContactId? id = null) =>
        host.SendAsync(HttpMethod.Get, $"/api/v1/console/contacts/{id ?? contact}", null, null, null, reader);

    private Task<HttpResponseMessage> SaveAsync(string reader, string body) =>
        host.SendAsync(HttpMethod.Put, $"/api/v1/console/contacts/{contact}/note", body, null, null, reader);

    private async Task RefusesAsync(HttpResponseMessage answer, HttpStatusCode status, string slug)
    {
        Assert.That((answer.StatusCode, (await PaperHost.ProblemAsync(answer)).Slug), Is.EqualTo((status, slug)));
        if (status == HttpStatusCode.Forbidden) Assert.That(host.Records.Facts.Count(fact => fact.Action == "ContactRead"), Is.LessThanOrEqualTo(1));
    }
}
