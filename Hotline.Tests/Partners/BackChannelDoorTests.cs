using System.Text;
using Hotline.Server.Audit;
using Hotline.Server.Escalations.BackChannel;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>Who is kept out at the partners' door, and that it is written down.</summary>
internal sealed class BackChannelDoorTests
{
    private const string Accepted = """{"report":"Accepted"}""";
    private BackChannelHost host = null!;

    [SetUp]
    public async Task StartAsync() => host = await BackChannelHost.StartAsync();

    [TearDown]
    public async Task StopAsync()
    {
        if (host is not null) await host.DisposeAsync();
    }

    [Test]
    public async Task Whoever_is_not_proven_gets_one_and_the_same_answer()
    {
        var refused = new[]
        {
            await host.SayAsync("report", Accepted, secret: PaperSecrets.Ambulance),
            await host.SayAsync("report", Accepted, partner: "nobody"),
            await host.SayAsync("report", Accepted, line: "nowhere"),
            await host.SayAsync("report", Accepted, line: "closed"),
            await host.SayAsync("report", Accepted, change: signed => signed with { Signature = "" }),
            await host.SayAsync("report", Accepted, change: signed => signed with { Id = "other" }),
            await host.SayAsync("report", Accepted, change: signed => signed with { Timestamp = "1" }),
            await host.SayAsync("report", Accepted, change: signed => signed with { Signature = signed.Signature.Replace("v1,", "v2,", StringComparison.Ordinal) }),
        };

        Assert.That(refused.Select(one => one.Status), Is.All.EqualTo(401));
        Assert.That(refused.Select(one => (one.Problem!.Type, one.Problem.Title, one.Problem.Detail)).Distinct().Count(), Is.EqualTo(1));
        Assert.That(refused[0].Problem!.Slug, Is.EqualTo("signature_invalid"));
        Assert.That(host.Orders.Heard, Is.Empty);
        var written = await host.RefusalsAsync();
        Assert.That(written.Concat(await host.RefusalsAsync("administration")).Concat(await host.RefusalsAsync("line:closed")).Count(), Is.EqualTo(refused.Length), "each is audited");
        Assert.That(written.Select(one => one.Actor), Is.All.EqualTo("partner:unproven"));
        Assert.That(written.Select(one => one.Data), Has.Some.Contains("bad_signature").And.Some.Contains("unknown_partner").And.Some.Contains("unsigned"));
    }

    [Test]
    public async Task A_message_that_was_caught_cannot_be_played_again_after_five_minutes()
    {
        var caught = default(Server.Escalations.Posting.WebhookHeaders);
        await host.SayAsync("report", Accepted, change: signed => caught = signed);

        host.Clock!.Advance(TimeSpan.FromMinutes(4));
        var early = await host.SayAsync("report", Accepted, change: _ => caught!);
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        var late = await host.SayAsync("report", Accepted, change: _ => caught!);

        Assert.That(early.Answer!.Exists, Is.True, "within them it changes nothing");
        Assert.That((late.Status, late.Problem!.Slug), Is.EqualTo((401, "signature_invalid")));
        Assert.That(host.Orders.Heard, Has.Count.EqualTo(1));
        Assert.That((await host.RefusalsAsync()).Single().Data, Does.Contain("stale"));
    }

    [Test]
    public async Task A_hand_over_of_somebody_else_is_not_there()
    {
        var (status, _, problem) = await host.SayAsync("report", Accepted, escalation: "theirs");
        var ambulance = await host.SayAsync("report", Accepted, partner: "ambulance", secret: PaperSecrets.Ambulance);

        Assert.That((status, problem!.Slug, ambulance.Status), Is.EqualTo((404, "unknown_escalation", 404)));
        Assert.That((await host.RefusalsAsync()).Select(one => (one.Actor, one.Subject)), Is.EqualTo(new[] { ("partner:police", "escalation:theirs"), ("partner:ambulance", "escalation:e1") }));
    }

    [Test]
    public async Task A_secret_opens_no_other_partners_door() =>
        Assert.That((await host.SayAsync("report", Accepted, partner: "ambulance", secret: PaperSecrets.Police)).Status, Is.EqualTo(401));

    [TestCase(true)]
    [TestCase(false)]
    public async Task Too_large_a_body_is_not_taken(bool saysItsLength)
    {
        var large = """{"report":"Accepted","text":" """ + new string('x', AdmitPartner.MostBytes) + "\"}";
        using HttpContent content = saysItsLength ? new StringContent(large) : new StreamContent(new Endless(Encoding.UTF8.GetBytes(large)));

        var (status, _, problem) = await host.SayAsync("report", large, content: content);

        Assert.That((status, problem!.Slug), Is.EqualTo((413, "payload_too_large")));
        Assert.That((await host.RefusalsAsync()).Single().Data, Does.Contain("too_large"));
    }

    [TestCase("report", "not json", "bad_request", "")]
    [TestCase("report", "null", "bad_request", "")]
    [TestCase("report", "[]", "bad_request", "")]
    [TestCase("report", """{"report":"Sleeping"}""", "bad_request", "")]
    [TestCase("report", "{}", "validation_failed", "report")]
    [TestCase("report", """{"report":99}""", "validation_failed", "report")]
    [TestCase("report", """{"report":"Rejected"}""", "validation_failed", "reason")]
    [TestCase("report", """{"report":"Closed"}""", "validation_failed", "disposition")]
    [TestCase("report", """{"report":"Accepted","number":"1 <2>"}""", "validation_failed", "number")]
    [TestCase("question", """{"text":"  "}""", "validation_failed", "text")]
    [TestCase("note", "{}", "validation_failed", "text")]
    [TestCase("cancel-answer", "{}", "validation_failed", "agreed")]
    public async Task What_is_not_as_it_must_be_is_named(string path, string body, string slug, string member)
    {
        var (status, _, problem) = await host.SayAsync(path, body);

        Assert.That((status, problem!.Slug), Is.EqualTo((400, slug)));
        if (member.Length > 0) Assert.That(problem.Errors!.Keys, Is.EqualTo(new[] { member }));
        Assert.That(host.Orders.Heard, Is.Empty);
        Assert.That(await host.RefusalsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_flood_of_strangers_does_not_flood_the_audit()
    {
        for (var number = 0; number < RefusePartner.MostUnsigned + 40; number++) await host.SayAsync("report", Accepted, partner: "stranger" + number);
        Assert.That(await host.RefusalsAsync(), Has.Count.EqualTo(RefusePartner.MostUnsigned));
        host.Clock!.Advance(TimeSpan.FromMinutes(1));
        await host.SayAsync("report", Accepted, partner: "one-more");

        var written = await host.RefusalsAsync();
        Assert.That(written[^1].Data, Does.Contain("\"notWritten\":\"40\""), "none is lost from the count");
        Assert.That(written.Select(one => one.Data + one.Actor + one.Subject), Has.None.Contains("stranger"), "and no stranger writes into it");
        Assert.That((await host.Services.GetRequiredService<IAuditChains>().VerifyAsync("line:harbour", CancellationToken.None)).Unbroken, Is.True);
    }

    /// <summary>A stream that does not say how long it is.</summary>
    private sealed class Endless(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
