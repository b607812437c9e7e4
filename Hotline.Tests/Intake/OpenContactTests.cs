using System.Net;
using System.Text.RegularExpressions;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

public sealed partial class OpenContactTests
{
    private PaperHost host = null!;

    [SetUp]
    public async Task Start() => host = await PaperHost.StartAsync(("Intake:FloorMilliseconds", "200"), ("Intake:RecordsMilliseconds", "300"));

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task A_contact_is_on_disk_and_on_the_floor_when_it_is_acknowledged()
    {
        var answer = await host.OpenAsync("""
            {"channel":"Sms","language":"zh-CN","skills":["youth:2"],"evidence":[{"kind":"cssrs.2","value":"yes"},{"kind":"cssrs.4","value":"yes"}],
             "particulars":{"name":"Lin","number":"+86 10 5555"},"text":"please","callback":{"consent":true,"number":"+86 10 5555","safeFrom":"18:00"}}
            """);
        var receipt = await PaperHost.ReceiptAsync(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo($"/api/v1/lines/harbour/contacts/{receipt.ContactId}"));
        Assert.That(receipt.Warnings, Is.Empty);
        Assert.That((receipt.Phase, receipt.Band, receipt.Place, receipt.Durability), Is.EqualTo((Wire.Phase.Waiting, Wire.Band.High, 1, "recorded")));
        Assert.That(receipt.EmergencyNumbers, Is.EqualTo(Paper.Harbour.EmergencyNumbers));

        var contact = host.OnFloor(receipt.ContactId);
        Assert.That((contact.Channel, contact.Language, contact.CallbackWished, contact.Grade.Basis), Is.EqualTo((Channel.Sms, "zh", true, 2)));
        Assert.That(contact.Skills, Is.EqualTo(new[] { new SkillNeed("youth", 2) }));

        var item = host.Records.Items.Single();
        Assert.That(item.Particulars, Is.EqualTo(new Wire.Particulars("Lin", "+86 10 5555", null, null)));
        Assert.That((item.Text, item.Open.Contact.Value, item.ChannelKeyId), Is.EqualTo(("please", receipt.ContactId, "k1")));
        Assert.That(host.Records.Alarms, Is.Empty);
    }

    [Test]
    public async Task A_contact_id_is_derived_from_the_channel_key_and_the_idempotency_key()
    {
        var one = await host.OpenedAsync(key: "a");
        var other = await host.OpenedAsync(key: "b");
        var elsewhere = await PaperHost.ReceiptAsync(await host.OpenAsync("{}", "a", channelKey: "k2/harbour/Voice"));

        Assert.That(one.ContactId, Does.Match(ContactId()));
        Assert.That(new[] { one.ContactId, other.ContactId, elsewhere.ContactId }, Is.Unique);
        Assert.That(host.Records.Items.Select(item => item.Command.Value), Has.All.Matches(@"^\d+-[0-9a-f]{16}$"));
        Assert.That(host.Records.Items.Select(item => item.Command.IssuedAtMs), Has.All.EqualTo(A.T0.ToUnixTimeMilliseconds()));
    }

    [Test]
    public async Task The_same_key_again_answers_with_the_first_contact_as_it_stands_now()
    {
        var first = await host.OpenedAsync("""{"evidence":[{"kind":"favourite_colour","value":"yes"}]}""");
        host.Ledger.Floor.Worker("w1").Plan();

        // Members in another order are the same request.
        var answer = await host.OpenAsync("""{ "evidence" : [ { "value":"yes", "kind":"favourite_colour" } ] }""");
        var again = await PaperHost.ReceiptAsync(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((again.ContactId, again.Phase, again.Place), Is.EqualTo((first.ContactId, Wire.Phase.Offered, (int?)null)));
        Assert.That(again.Warnings, Is.EqualTo(first.Warnings));
        Assert.That(host.Ledger.Asked, Has.Count.EqualTo(1));
        Assert.That(host.Records.Alarms, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_same_key_with_another_payload_is_refused()
    {
        await host.OpenedAsync("""{"text":"one"}""");

        var answer = await host.OpenAsync("""{"text":"two"}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await PaperHost.ProblemAsync(answer)).Slug, Is.EqualTo("idempotency_key_reused"));
    }

    [Test]
    public async Task The_same_key_while_the_first_is_being_stored_is_in_progress()
    {
        var stored = new TaskCompletionSource();
        host.Records.Ready = stored.Task;
        var first = host.OpenAsync("{}");
        await Until.True(() => host.Ledger.Asked.Count == 1, "the first is under way");

        var second = await host.OpenAsync("{}");
        stored.SetResult();

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await PaperHost.ProblemAsync(second)).Slug, Is.EqualTo("idempotency_in_progress"));
        Assert.That((await first).StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await host.OpenAsync("{}")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "the turn is given back");
    }

    [Test]
    public async Task Without_redis_it_is_acknowledged_from_the_inbox_without_a_place()
    {
        host.Ledger.Away = true;

        var answer = await host.OpenAsync("""{"evidence":[{"kind":"act_in_progress","value":"yes"}]}""");
        var receipt = await PaperHost.ReceiptAsync(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((receipt.Place, receipt.Band, receipt.Unstaffed, receipt.Durability), Is.EqualTo(((int?)null, Wire.Band.Imminent, true, "recorded")));
        Assert.That(receipt.EmergencyNumbers, Is.Not.Empty);
    }

    [Test]
    public async Task A_floor_that_hangs_does_not_hold_up_what_is_on_disk()
    {
        host.Ledger.Ready = new TaskCompletionSource().Task;

        var answer = await host.OpenAsync("{}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await PaperHost.ReceiptAsync(answer)).Place, Is.Null);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Without_the_inbox_the_client_comes_again_and_the_same_key_completes_it(bool redisAwayToo)
    {
        (host.Records.Away, host.Ledger.Away) = (true, redisAwayToo);

        var answer = await host.OpenAsync("{}");
        var problem = await PaperHost.ProblemAsync(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(problem.Slug, Is.EqualTo("intake_unavailable"));
        Assert.That(problem.EmergencyNumbers, Is.EqualTo(Paper.Harbour.EmergencyNumbers));
        Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(host.Ledger.Floor.State.Contacts, Has.Count.EqualTo(redisAwayToo ? 0 : 1), "the floor has it as soon as it can");

        (host.Records.Away, host.Ledger.Away) = (false, false);
        Assert.That((await host.OpenAsync("{}")).StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(host.Ledger.Floor.State.Contacts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_inbox_that_hangs_is_not_waited_for_without_end()
    {
        host.Records.Ready = new TaskCompletionSource().Task;

        Assert.That((await host.OpenAsync("{}")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task A_place_counts_everybody_who_comes_before()
    {
        await host.OpenedAsync("""{"channel":"Voice","evidence":[{"kind":"cssrs.5","value":"yes"}]}""", "before");
        await host.OpenedAsync("""{"language":"zh","evidence":[{"kind":"cssrs.1","value":"no"}]}""", "behind");

        Assert.That((await host.OpenedAsync(key: "between")).Place, Is.EqualTo(2));
    }

    [TestCase("en", false)]
    [TestCase("zh", true)]
    public async Task It_is_unstaffed_when_nobody_on_duty_could_ever_take_it(string language, bool unstaffed)
    {
        host.Ledger.Floor.Worker("w1", A.Profile("en"));
        await host.OpenedAsync("""{"channel":"Voice"}""", "busy");
        host.Ledger.Floor.Plan();

        Assert.That((await host.OpenedAsync($$"""{"language":"{{language}}"}""", "mine")).Unstaffed, Is.EqualTo(unstaffed));
    }

    [GeneratedRegex("^c[a-z2-7]{25}$")]
    private static partial Regex ContactId();
}
