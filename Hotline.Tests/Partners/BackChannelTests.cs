using Hotline.Contracts;
using Hotline.Server.Escalations.BackChannel;
using Hotline.Tests.Records;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>What a partner says over the signed API, on both databases.</summary>
[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
internal sealed class BackChannelTests(string provider)
{
    private const string Accepted = """{"report":"Accepted","number":"P-77"}""";
    private BackChannelHost host = null!;

    [SetUp]
    public async Task StartAsync() => host = await BackChannelHost.StartAsync(provider);

    [TearDown]
    public async Task StopAsync()
    {
        if (host is not null) await host.DisposeAsync();
    }

    [Test]
    public async Task A_report_reaches_the_floor_as_the_partners_own()
    {
        var (status, answer, _) = await host.SayAsync("report", Accepted);

        Assert.That((status, answer), Is.EqualTo((200, new PartnerAnswer("e1", Exists: false, Recorded: true))));
        var (by, escalation, order, _) = host.Orders.Heard.Single();
        Assert.That((by.Line.Value, by.PartnerId, by.Account, escalation), Is.EqualTo(("harbour", "police", (string?)null, "e1")));
        Assert.That(order, Is.EqualTo(new ReportOrder(((ReportOrder)order).CommandId, PartnerReport.Accepted, "P-77")));
        Assert.That(new Hotline.Server.Floor.CommandId(((ReportOrder)order).CommandId).IsWellFormed, Is.True);
    }

    [Test]
    public async Task The_same_message_again_is_answered_alike_and_done_once()
    {
        await host.SayAsync("report", Accepted);
        host.Clock!.Advance(TimeSpan.FromHours(3));

        var (status, answer, _) = await host.SayAsync("report", Accepted);

        Assert.That((status, answer), Is.EqualTo((200, new PartnerAnswer("e1", Exists: true, Recorded: true))));
        Assert.That(host.Orders.Heard, Has.Count.EqualTo(1));
        Assert.That((await host.SayAsync("report", Accepted, id: "m2")).Answer!.Exists, Is.False, "another id is another message");
        Assert.That(host.Orders.Heard.Select(heard => ((ReportOrder)heard.Order).CommandId), Is.Unique);
    }

    [Test]
    public async Task Many_at_once_are_done_under_one_command()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.SayAsync("report", Accepted)));

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
        Assert.That(answers.Count(answer => !answer.Answer!.Exists), Is.EqualTo(1));
        Assert.That(host.Orders.Heard.Select(heard => ((ReportOrder)heard.Order).CommandId).Distinct().Count(), Is.EqualTo(1), "the floor takes a command once");
    }

    [Test]
    public async Task Another_message_under_the_same_id_is_refused()
    {
        await host.SayAsync("report", Accepted);

        Assert.That((await host.SayAsync("report", """{"report":"Rejected","reason":"NoUnits"}""")).Problem!.Slug, Is.EqualTo("webhook_id_reused"));
        Assert.That((await host.SayAsync("report", Accepted, escalation: "e2")).Problem!.Slug, Is.EqualTo("webhook_id_reused"));
        Assert.That((await host.RefusalsAsync()).Select(one => one.Data), Has.All.Contains("webhook_id_reused").And.Exactly(2).Items);
    }

    [TestCase("question", """{"text":" Which door? "}""")]
    [TestCase("answer", """{"text":"The blue one."}""")]
    [TestCase("note", """{"text":"门是蓝色的"}""")]
    public async Task What_is_said_arrives(string path, string body)
    {
        Assert.That((await host.SayAsync(path, body)).Status, Is.EqualTo(200));

        var (_, _, order, kind) = host.Orders.Heard.Single();
        Assert.That(kind, Is.EqualTo(path));
        Assert.That(((EscalationOrder)order).Text, Is.AnyOf("Which door?", "The blue one.", "门是蓝色的"));
    }

    [Test]
    public async Task A_cancellation_is_answered()
    {
        Assert.That((await host.SayAsync("cancel-answer", """{"agreed":false,"text":"They are there."}""")).Status, Is.EqualTo(200));
        Assert.That((CancelAnswer)host.Orders.Heard.Single().Order, Has.Property("Agreed").False.And.Property("Text").EqualTo("They are there."));
    }

    [Test]
    public async Task A_refusal_of_the_floor_is_told_audited_and_not_held_against_the_message()
    {
        host.Orders.Refusal = "version_changed";
        var (status, _, problem) = await host.SayAsync("report", Accepted);
        host.Orders.Refusal = null;

        Assert.That((status, problem!.Slug), Is.EqualTo((409, "version_changed")));
        Assert.That((await host.RefusalsAsync()).Single().Actor, Is.EqualTo("partner:police"));
        Assert.That((await host.SayAsync("report", Accepted)).Answer, Is.EqualTo(new PartnerAnswer("e1", Exists: false, Recorded: true)));
    }

    [Test]
    public async Task The_former_secret_is_good_while_it_is_in_force() =>
        Assert.That((await host.SayAsync("report", Accepted, secret: PaperSecrets.Older)).Status, Is.EqualTo(200));

    [Test]
    public async Task What_is_older_than_the_memory_is_forgotten()
    {
        await host.SayAsync("report", Accepted);
        var heard = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<HeardMessages>(host.Services);

        Assert.That(await heard.ForgetAsync(host.Clock!.GetUtcNow(), CancellationToken.None), Is.Zero);
        Assert.That(await heard.ForgetAsync(host.Clock!.GetUtcNow().AddSeconds(1), CancellationToken.None), Is.EqualTo(1));
    }
}
