using System.Text;
using Hotline.Server.Escalations.Posting;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>Against the vector and the cases that the libraries of Standard Webhooks publish (github.com/standard-webhooks/standard-webhooks, libraries/python/tests).</summary>
public sealed class StandardWebhookTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Published = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Other = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    private readonly FakeTimeProvider clock = new(At);
    private byte[] secret = [];

    [SetUp]
    public void Read()
    {
        Assert.That(StandardWebhook.TryReadSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out secret), Is.True);
        clock.AdjustTime(At);
    }

    [Test]
    public void The_published_vector_comes_out() =>
        Assert.That(new StandardWebhook(clock).Sign(Id, Body, [secret]), Is.EqualTo(new WebhookHeaders(Id, "1614265330", Published)));

    [Test]
    public void The_published_vector_is_good() => Assert.That(Verify(Published), Is.EqualTo(SignatureVerdict.Good));

    [Test]
    public void One_good_signature_among_others_is_enough() => Assert.That(Verify($"{Other} v2,{Other[3..]} {Published} {Other}"), Is.EqualTo(SignatureVerdict.Good));

    [TestCase("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=")]
    [TestCase("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [TestCase("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [TestCase("v1,")]
    [TestCase("v1,not base64")]
    public void Any_other_signature_is_wrong(string signature) => Assert.That(Verify(signature), Is.EqualTo(SignatureVerdict.Wrong));

    [Test]
    public void Another_secret_id_time_or_body_makes_it_wrong()
    {
        var webhook = new StandardWebhook(clock);

        Assert.That(webhook.Verify(new WebhookHeaders(Id, "1614265330", Published), Body, [[.. secret.Reverse()]]), Is.EqualTo(SignatureVerdict.Wrong));
        Assert.That(webhook.Verify(new WebhookHeaders(Id + "x", "1614265330", Published), Body, [secret]), Is.EqualTo(SignatureVerdict.Wrong));
        Assert.That(webhook.Verify(new WebhookHeaders(Id, "1614265331", Published), Body, [secret]), Is.EqualTo(SignatureVerdict.Wrong));
        Assert.That(webhook.Verify(new WebhookHeaders(Id, "1614265330", Published), Body.AsSpan(1), [secret]), Is.EqualTo(SignatureVerdict.Wrong));
        Assert.That(webhook.Verify(new WebhookHeaders(Id, "1614265330", Published), Body, []), Is.EqualTo(SignatureVerdict.Wrong));
    }

    [TestCase(-300, SignatureVerdict.Good)]
    [TestCase(300, SignatureVerdict.Good)]
    [TestCase(-301, SignatureVerdict.Stale)]
    [TestCase(301, SignatureVerdict.Stale)]
    public void Five_minutes_are_the_most(int seconds, SignatureVerdict verdict)
    {
        clock.AdjustTime(At.AddSeconds(seconds));

        Assert.That(Verify(Published), Is.EqualTo(verdict));
    }

    [TestCase("", "1614265330", Published)]
    [TestCase(Id, "", Published)]
    [TestCase(Id, "1614265330", "")]
    [TestCase(Id, "hello", Published)]
    [TestCase(Id, "-1614265330", Published)]
    [TestCase(Id, "99999999999999999999", Published)]
    [TestCase("a.b", "1614265330", Published)]
    [TestCase("a b", "1614265330", Published)]
    public void What_cannot_be_read_is_not_good(string id, string timestamp, string signature) =>
        Assert.That(new StandardWebhook(clock).Verify(new WebhookHeaders(id, timestamp, signature), Body, [secret]), Is.EqualTo(SignatureVerdict.Unreadable));

    [Test]
    public void Two_secrets_sign_side_by_side_and_either_verifies()
    {
        byte[] newer = [.. secret.Reverse()];
        var webhook = new StandardWebhook(clock);

        var headers = webhook.Sign(Id, Body, [newer, secret]);

        Assert.That(headers.Signature.Split(' '), Has.Length.EqualTo(2).And.Some.EqualTo(Published));
        Assert.That(webhook.Verify(headers, Body, [secret]), Is.EqualTo(SignatureVerdict.Good));
        Assert.That(webhook.Verify(headers, Body, [newer]), Is.EqualTo(SignatureVerdict.Good));
    }

    [TestCase("whsec_")]
    [TestCase("whsec_c2hvcnQ=")]
    [TestCase("whsec_###")]
    public void A_secret_that_is_none_is_not_read(string text) => Assert.That(StandardWebhook.TryReadSecret(text, out _), Is.False);

    [Test]
    public void A_secret_is_written_as_it_is_read() => Assert.That(StandardWebhook.WriteSecret(secret), Is.EqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    private SignatureVerdict Verify(string signature) => new StandardWebhook(clock).Verify(new WebhookHeaders(Id, "1614265330", signature), Body, [secret]);
}
