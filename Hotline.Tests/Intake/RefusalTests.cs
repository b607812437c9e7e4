using System.Net;
using NUnit.Framework;

namespace Hotline.Tests.Intake;

/// <summary>The few things that intake refuses, and that a refusal is never the only answer.</summary>
public sealed class RefusalTests
{
    [TestCase("harbour", "k1/elsewhere/Chat", "first", 403, "wrong_line")]
    [TestCase("nowhere", "k1/harbour/Chat", "first", 404, "unknown_line")]
    [TestCase("closed", "k1/closed/Chat", "first", 404, "unknown_line")]
    [TestCase("harbour", "k1/harbour/Chat", null, 400, "idempotency_key_missing")]
    [TestCase("harbour", "k1/harbour/Chat", "  ", 400, "idempotency_key_missing")]
    public async Task It_refuses_for_the_line_and_the_key(string line, string channelKey, string? key, int status, string slug)
    {
        await using var host = await PaperHost.StartAsync();

        var answer = await host.OpenAsync("{}", key, line, channelKey);
        var problem = await PaperHost.ProblemAsync(answer);

        Assert.That(((int)answer.StatusCode, problem.Slug), Is.EqualTo((status, slug)));
        Assert.That(problem.TraceId, Is.Not.Empty);
        Assert.That(host.Records.Items, Is.Empty);
    }

    [Test]
    public async Task Without_a_channel_key_nobody_comes_in()
    {
        await using var host = await PaperHost.StartAsync();

        Assert.That((await host.OpenAsync("{}", channelKey: "")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_body_over_64_KB_is_too_large_and_one_of_64_KB_is_not()
    {
        await using var host = await PaperHost.StartAsync();

        var large = await host.OpenAsync(new string(' ', 64 * 1024) + "{");
        var fits = await host.OpenAsync("{" + new string(' ', (64 * 1024) - 2) + "}");
        var problem = await PaperHost.ProblemAsync(large);

        Assert.That((large.StatusCode, problem.Slug), Is.EqualTo((HttpStatusCode.RequestEntityTooLarge, "too_large")));
        Assert.That(problem.EmergencyNumbers, Is.Not.Empty);
        Assert.That(fits.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task A_key_over_its_limit_is_asked_to_wait_and_gets_the_numbers_while_others_are_served()
    {
        await using var host = await PaperHost.StartAsync(("Intake:Burst", "2"), ("Intake:RequestsPerSecond", "1"), ("Intake:RetryAfterSeconds", "7"));
        await host.OpenAsync("{}", "a");
        await host.OpenAsync("{}", "b");

        var over = await host.OpenAsync("{}", "c");
        var problem = await PaperHost.ProblemAsync(over);

        Assert.That((over.StatusCode, problem.Slug), Is.EqualTo((HttpStatusCode.TooManyRequests, "too_many_requests")));
        Assert.That(problem.EmergencyNumbers, Is.EqualTo(Paper.Harbour.EmergencyNumbers));
        Assert.That(over.Headers.RetryAfter?.Delta, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(7)));
        Assert.That((await host.OpenAsync("{}", "c", channelKey: "k2/harbour/Voice")).StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Requests_beyond_the_concurrency_of_a_key_are_turned_away_and_then_served()
    {
        await using var host = await PaperHost.StartAsync(("Intake:Concurrency", "1"), ("Intake:Queue", "0"));
        var stored = new TaskCompletionSource();
        host.Records.Ready = stored.Task;
        var first = host.OpenAsync("{}", "a");
        await Support.Until.True(() => host.Ledger.Asked.Count == 1, "the first is under way");

        var second = await host.OpenAsync("{}", "b");
        stored.SetResult();
        await first;

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((await host.OpenAsync("{}", "b")).StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public void A_setting_out_of_range_stops_the_start_and_is_named() => Assert.That(
        async () => await PaperHost.StartAsync(("Intake:Concurrency", "0")), Throws.Exception.With.Message.Contains("Concurrency"));

    [Test]
    public async Task A_long_idempotency_key_refuses_nobody()
    {
        await using var host = await PaperHost.StartAsync();
        var key = new string('k', 4000);

        Assert.That((await host.OpenAsync("{}", key)).StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await host.OpenAsync("{}", key)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await host.OpenAsync("{}", key + "2")).StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }
}
