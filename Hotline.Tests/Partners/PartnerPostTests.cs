using System.Text;
using Hotline.Server.Escalations.Posting;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>The post against real web servers.</summary>
public sealed class PartnerPostTests
{
    [Test]
    public async Task What_is_posted_arrives_as_it_was_and_signed_with_each_secret()
    {
        byte[] older = [.. PostBench.Secret.Reverse()];
        await using var receiver = await ScriptedReceiver.AnsweringAsync(204);
        await using var bench = PostBench.Open();

        var result = await bench.PostAsync(receiver.Url, id: "e1.s0.1", secrets: [PostBench.Secret, older]);

        Assert.That(result, Is.EqualTo(new PostResult(PostEnd.Delivered, PostCodes.Delivered, 204, null, 1)));
        var (headers, body) = receiver.Requests.Single();
        Assert.That(Encoding.UTF8.GetString(body), Is.EqualTo("""{"hello":"there"}"""));
        Assert.That(headers.ContentType.ToString(), Is.EqualTo("application/json"));
        var signed = new WebhookHeaders(headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!);
        Assert.That(signed.Id, Is.EqualTo("e1-s0-1"), "no dot may stand in an id");
        foreach (var secret in new[] { PostBench.Secret, older })
            Assert.That(new StandardWebhook(TimeProvider.System).Verify(signed, body, [secret]), Is.EqualTo(SignatureVerdict.Good));
        Assert.That(headers.Keys, Has.None.EqualTo("traceparent").And.None.EqualTo("Cookie"));
    }

    [Test]
    public async Task A_failure_is_tried_again_under_the_same_id()
    {
        await using var receiver = await ScriptedReceiver.AnsweringAsync(500, 503, 200);
        await using var bench = PostBench.Open();

        var result = await bench.PostAsync(receiver.Url);

        Assert.That((result.End, result.Tries), Is.EqualTo((PostEnd.Delivered, 3)));
        Assert.That(receiver.Requests.Select(request => request.Headers["webhook-id"].ToString()).Distinct(), Is.EqualTo(new[] { "m1" }));
    }

    [TestCase(400, PostEnd.Refused, PostCodes.Answered4xx)]
    [TestCase(401, PostEnd.Refused, PostCodes.Answered4xx)]
    [TestCase(404, PostEnd.Refused, PostCodes.Answered4xx)]
    [TestCase(410, PostEnd.Gone, PostCodes.Gone)]
    public async Task What_would_come_to_the_same_is_not_tried_again(int status, PostEnd end, string code)
    {
        await using var receiver = await ScriptedReceiver.AnsweringAsync(status);
        await using var bench = PostBench.Open();

        Assert.That(await bench.PostAsync(receiver.Url), Is.EqualTo(new PostResult(end, code, status, null, 1)));
    }

    [Test]
    public async Task Retry_After_is_kept_to()
    {
        var clock = new FakeTimeProvider(A.T0);
        await using var receiver = await ScriptedReceiver.StartAsync(ScriptedReceiver.Patience(429, 7), ScriptedReceiver.Status(200));
        await using var bench = PostBench.Open(clock);

        var post = bench.PostAsync(receiver.Url);
        var waited = TimeSpan.Zero;
        await Until.True(() => receiver.Requests.Count == 1, "the first request came");
        await Until.True(() =>
        {
            if (post.IsCompleted) return true;
            clock.Advance(TimeSpan.FromMilliseconds(100));
            waited += TimeSpan.FromMilliseconds(100);
            return false;
        }, "it was tried again");

        Assert.That((await post).End, Is.EqualTo(PostEnd.Delivered));
        Assert.That(waited, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(7)));
    }

    [Test]
    public async Task More_patience_than_there_is_goes_back_to_whoever_sent_it()
    {
        await using var receiver = await ScriptedReceiver.StartAsync(ScriptedReceiver.Patience(429, 90));
        await using var bench = PostBench.Open();

        Assert.That(await bench.PostAsync(receiver.Url), Is.EqualTo(new PostResult(PostEnd.Failed, PostCodes.TooMany, 429, TimeSpan.FromSeconds(90), 1)));
    }

    [Test]
    public async Task Who_never_answers_is_given_up_in_time()
    {
        var clock = new FakeTimeProvider(A.T0);
        await using var receiver = await ScriptedReceiver.StartAsync(ScriptedReceiver.Silence);
        await using var bench = PostBench.Open(clock, settings: [("AttemptSeconds", "5"), ("DeadlineSeconds", "12"), ("Retries", "9")]);

        var post = bench.PostAsync(receiver.Url);
        await Until.True(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            return post.IsCompleted;
        }, "it was given up", TimeSpan.FromSeconds(30));

        var result = await post;
        Assert.That((result.End, result.Code), Is.EqualTo((PostEnd.Failed, PostCodes.Timeout)));
        Assert.That(result.Tries, Is.GreaterThan(1));
    }

    [Test]
    public async Task A_partner_that_does_not_answer_is_left_alone_and_another_is_not()
    {
        var clock = new FakeTimeProvider(A.T0);
        await using var broken = await ScriptedReceiver.AnsweringAsync(500);
        await using var well = await ScriptedReceiver.AnsweringAsync(200);
        await using var bench = PostBench.Open(clock, settings: [("Retries", "0"), ("RestSeconds", "15")]);

        for (var post = 0; post < 5; post++) Assert.That((await bench.PostAsync(broken.Url)).Code, Is.EqualTo(PostCodes.Answered5xx));
        var resting = await bench.PostAsync(broken.Url);

        Assert.That((resting.End, resting.Code, resting.Tries), Is.EqualTo((PostEnd.Failed, PostCodes.Resting, 0)));
        Assert.That(broken.Requests, Has.Count.EqualTo(5));
        Assert.That((await bench.PostAsync(well.Url, "ambulance")).End, Is.EqualTo(PostEnd.Delivered));
        clock.Advance(TimeSpan.FromSeconds(16));
        Assert.That((await bench.PostAsync(broken.Url)).Code, Is.EqualTo(PostCodes.Answered5xx), "after its rest it is asked again");
    }

    [Test]
    public async Task Too_many_is_an_answer_and_does_not_open_the_breaker()
    {
        await using var receiver = await ScriptedReceiver.AnsweringAsync(429);
        await using var bench = PostBench.Open(settings: ("Retries", "0"));

        for (var post = 0; post < 8; post++) Assert.That((await bench.PostAsync(receiver.Url)).Code, Is.EqualTo(PostCodes.TooMany));
    }

    [Test]
    public async Task An_answer_without_end_is_not_read()
    {
        await using var receiver = await ScriptedReceiver.StartAsync(async http =>
        {
            var block = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.Body.WriteAsync(block, http.RequestAborted);
        });
        await using var bench = PostBench.Open();

        Assert.That((await bench.PostAsync(receiver.Url)).End, Is.EqualTo(PostEnd.Delivered));
    }

    [Test]
    public async Task Who_calls_it_off_is_heard()
    {
        using var called = new CancellationTokenSource();
        await using var receiver = await ScriptedReceiver.StartAsync(ScriptedReceiver.Silence);
        await using var bench = PostBench.Open();

        var post = bench.PostAsync(receiver.Url, cancel: called.Token);
        await Until.True(() => receiver.Requests.Count == 1, "the request came");
        await called.CancelAsync();

        Assert.That(async () => await post, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Broken_settings_are_all_said_at_once()
    {
        var said = Assert.Throws<Hotline.Server.Platform.StartupRefusedException>(() =>
        {
            var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder();
            Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(builder.Configuration,
            [
                new("Escalations:AttemptSeconds", "50"), new("Escalations:Retries", "99"), new("Escalations:AllowedHosts:0", "http://here/"), new("Escalations:Issuer", "No Domain"),
            ]);
            builder.AddPartnerPost();
            Hotline.Server.Platform.ValidatedOptions.CheckOptions(builder.Build().Services);
        })!.Reasons;

        foreach (var setting in new[] { "AttemptSeconds", "Retries", "AllowedHosts", "Issuer" }) Assert.That(said, Has.Some.StartsWith("Escalations:" + setting + ":"));
    }
}
