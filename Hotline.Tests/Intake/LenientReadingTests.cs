using System.Net;
using Hotline.Server.Floor;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

/// <summary>Whatever a channel sends opens a contact; each member that could not be used is named.</summary>
public sealed class LenientReadingTests
{
    private PaperHost host = null!;

    [SetUp]
    public async Task Start() => host = await PaperHost.StartAsync();

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [TestCase("", "body", "not_json")]
    [TestCase("{\"text\":\"cut o", "body", "not_json")]
    [TestCase("[1,2]", "body", "wrong_type")]
    [TestCase("null", "body", "wrong_type")]
    [TestCase("""{"channel":"telegraph"}""", "channel", "unknown_value")]
    [TestCase("""{"channel":2}""", "channel", "unknown_value")]
    [TestCase("""{"language":"kl-GL"}""", "language", "language_not_offered")]
    [TestCase("""{"language":["en"]}""", "language", "language_not_offered")]
    [TestCase("""{"skills":"youth"}""", "skills", "wrong_type")]
    [TestCase("""{"skills":["youth","???"]}""", "skills[1]", "unknown_value")]
    [TestCase("""{"wishes":"youth"}""", "wishes", "wrong_type")]
    [TestCase("""{"wishes":["youth","???"]}""", "wishes[1]", "unknown_value")]
    [TestCase("""{"wishes":["a","b","c","d","e","f","g","h","i"]}""", "wishes[8]", "too_many")]
    [TestCase("""{"worker":"last"}""", "worker", "wrong_type")]
    [TestCase("""{"worker":{"prefer":"Lin Chen"}}""", "worker.prefer", "unknown_value")]
    [TestCase("""{"worker":{"prefer":"gone"}}""", "worker.prefer", "unknown_worker")]
    [TestCase("""{"worker":{"prefer":"last"}}""", "worker.prefer", "no_number")]
    [TestCase("""{"worker":{"not":"w1"}}""", "worker.not", "wrong_type")]
    [TestCase("""{"worker":{"not":["w1",{"id":"w2"}]}}""", "worker.not[1]", "unknown_value")]
    [TestCase("""{"worker":{"not":["gone"]}}""", "worker.not[0]", "unknown_worker")]
    [TestCase("""{"worker":{"never":["w1"]}}""", "worker.never", "unknown_member")]
    [TestCase("""{"evidence":{"kind":"cssrs.1"}}""", "evidence", "wrong_type")]
    [TestCase("""{"evidence":[7]}""", "evidence[0]", "wrong_type")]
    [TestCase("""{"evidence":[{"value":"no"}]}""", "evidence[0].kind", "unknown_kind")]
    [TestCase("""{"evidence":[{"kind":"cssrs.9","value":"no"}]}""", "evidence[0].kind", "unknown_kind")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"perhaps"}]}""", "evidence[0].value", "unknown_value")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":false}]}""", "evidence[0].value", "unknown_value")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1"}]}""", "evidence[0].value", "unknown_value")]
    [TestCase("""{"evidence":[{"kind":"distress","value":11}]}""", "evidence[0].value", "out_of_range")]
    [TestCase("""{"evidence":[{"kind":"distress","value":"yes"}]}""", "evidence[0].value", "out_of_range")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no","source":"radio"}]}""", "evidence[0].source", "unknown_value")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no","at":"yesterday"}]}""", "evidence[0].at", "unknown_value")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no","at":"2999-01-01T00:00:00Z"}]}""", "evidence[0].at", "in_future")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no","weight":3}]}""", "evidence[0].weight", "unknown_member")]
    [TestCase("""{"particulars":"Lin"}""", "particulars", "wrong_type")]
    [TestCase("""{"particulars":{"number":4915112345}}""", "particulars.number", "wrong_type")]
    [TestCase("""{"callback":{"consent":"yes"}}""", "callback.consent", "wrong_type")]
    [TestCase("""{"callback":{"consent":true,"safeFrom":"late"}}""", "callback.safeFrom", "unknown_value")]
    [TestCase("""{"text":{"words":1}}""", "text", "wrong_type")]
    [TestCase("""{"text":"\ud800"}""", "text", "not_unicode")]
    [TestCase("""{"evidense":[]}""", "evidense", "unknown_member")]
    [TestCase("""{"my secret name":1}""", "?", "unknown_member")]
    [TestCase("""{"text":"a","text":"b"}""", "text", "duplicate_member")]
    public async Task What_cannot_be_used_is_accepted_named_and_alarms_an_administrator(string body, string field, string code)
    {
        var answer = await host.OpenAsync(body);
        var receipt = await PaperHost.ReceiptAsync(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(receipt.Warnings.Select(warning => (warning.Field, warning.Code)), Does.Contain((field, code)));
        Assert.That(host.OnFloor(receipt.ContactId).State, Is.InstanceOf<ContactState.Waiting>());
        var alarm = host.Records.Alarms.Single();
        Assert.That((alarm.Line, alarm.Contact.Value, alarm.Warnings), Is.EqualTo((Paper.Harbour.Id, receipt.ContactId, receipt.Warnings.Count)));
        Assert.That(alarm.Codes, Does.Contain(code));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("""{"evidence":"no"}""")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no"},{"kind":"cssrs.9","value":"no"}]}""")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no"},{"kind":"act_in_progress","value":0}]}""")]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no"},{"kind":"distress","value":-3}]}""")]
    public async Task What_cannot_be_used_counts_as_unknown_and_holds_the_safe_floor(string body) =>
        Assert.That((await host.OpenedAsync(body)).Band, Is.EqualTo(Wire.Band.Moderate));

    [TestCase("""{"EVIDENCE":[{"Kind":" CSSRS.4 ","Value":"YES"}]}""", Wire.Band.High, 0)]
    [TestCase("""{"evidence":[{"kind":"act_in_progress","value":true}]}""", Wire.Band.Imminent, 1)]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no"},{"kind":"distress","value":"7.2"}]}""", Wire.Band.Moderate, 0)]
    [TestCase("""{"evidence":[{"kind":"cssrs.1","value":"no"}],"evidence":[{"kind":"cssrs.4","value":"yes"}]}""", Wire.Band.High, 1)]
    public async Task What_can_be_understood_is_understood(string body, Wire.Band band, int warnings)
    {
        var receipt = await host.OpenedAsync(body);

        Assert.That((receipt.Band, receipt.Warnings.Count), Is.EqualTo((band, warnings)));
    }

    [Test]
    public async Task A_number_that_is_wrongly_typed_is_still_a_number_to_call()
    {
        await host.OpenedAsync("""{"particulars":{"number":4915112345},"callback":{"consent":true,"number":4915112345}}""");

        Assert.That(host.Records.Items.Single().Particulars?.Number, Is.EqualTo("4915112345"));
        Assert.That(host.Records.Items.Single().Open.CallbackWished, Is.True);
    }

    [TestCase("""{"callback":{"consent":"yes","number":"1"}}""")]
    [TestCase("""{"callback":{"consent":true}}""")]
    [TestCase("""{"callback":{"number":"1"}}""")]
    public async Task Without_plain_consent_and_a_number_nobody_calls_back(string body)
    {
        await host.OpenedAsync(body);

        Assert.That(host.Records.Items.Single().Open.CallbackWished, Is.False);
    }

    [Test]
    public async Task A_text_is_kept_up_to_16000_characters_and_never_cut_within_one()
    {
        var receipt = await host.OpenedAsync($$"""{"text":"{{new string('a', 15_999)}}😀more"}""");

        Assert.That(host.Records.Items.Single().Text, Is.EqualTo(new string('a', 15_999)));
        Assert.That(receipt.Warnings.Single(), Has.Property("Field").EqualTo("text").And.Property("Code").EqualTo("too_long"));
    }

    [TestCase("""{"text":"\u4f60\ud83d\u597d"}""", "你\uFFFD好")]
    [TestCase("""{"text":"\ud83d\ude00\udc00"}""", "😀\uFFFD")]
    [TestCase("""{"text":"\\ud83d \ud83d"}""", "\\ud83d \uFFFD")]
    public async Task A_broken_character_does_not_make_the_rest_unreadable(string body, string text)
    {
        await host.OpenedAsync(body);

        Assert.That(host.Records.Items.Single().Text, Is.EqualTo(text));
    }

    [Test]
    public async Task A_body_that_is_no_json_is_kept_as_what_somebody_wrote()
    {
        await host.OpenedAsync("I cannot go on");

        Assert.That(host.Records.Items.Single().Text, Is.EqualTo("I cannot go on"));
    }

    [Test]
    public async Task An_unknown_kind_is_kept_for_the_record_and_stays_off_the_floor()
    {
        var receipt = await host.OpenedAsync("""{"evidence":[{"kind":"Mother's name","value":"yes"}]}""");

        Assert.That(host.Records.EvidenceOf(receipt.ContactId).Single().Kind, Is.EqualTo("mother's name"));
        Assert.That(host.OnFloor(receipt.ContactId).Grade.Reasons.Select(reason => reason.Code), Has.None.Contains("mother"));
        Assert.That(receipt.Warnings.Select(warning => warning.Detail), Has.None.Contains("other's"));
    }
}
