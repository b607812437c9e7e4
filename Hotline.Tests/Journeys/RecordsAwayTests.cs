using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Journeys;

/// <summary>PostgreSQL gone while the floor is at work: offers and boards do not wait for it.</summary>
public sealed class RecordsAwayTests
{
    [Test]
    public async Task Without_sql_a_contact_is_still_offered_and_the_board_still_moves()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var postgres = await PostgresServer.StartAsync();
        await using var server = await RunningServer.StartAsync(
            ("ConnectionStrings__Redis", redis.ConnectionString), ("ConnectionStrings__Records", await postgres.NewDatabaseAsync()),
            ("Records__Provider", "postgres"), ("Records__ApplyMigrations", "true"));
        await using var board = await BoardWatcher.StartAsync(server);
        await board.OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(CommandIds.Next(TimeProvider.System.GetUtcNow()), Presence.Available, null));
        await Until.True(() => board.Latest?.Workers.Any(worker => worker.Presence == Presence.Available) == true, "the supervisor is available");
        await postgres.KillAsync();

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/lines/demo/contacts");
        request.Headers.Add("X-Channel-Key", "hlk_demo-voice_development");
        request.Headers.Add("Idempotency-Key", "no-sql");
        request.Content = JsonContent.Create(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("act_in_progress", "yes")], null, null, null), WireJson.Default.OpenContactRequest);
        var watch = Stopwatch.StartNew();
        var posting = server.Client.SendAsync(request);
        await Until.True(() => board.Latest?.Queue.Any(row => row.OfferedTo.Count > 0) == true, "it is offered and shown", TimeSpan.FromSeconds(4));
        TestContext.Out.WriteLine($"offered and on the board {watch.ElapsedMilliseconds} ms after the post, without SQL");
        using var answer = await posting;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), "not on disk, so not acknowledged");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("emergencyNumbers"));
        await postgres.LaunchAsync();
    }
}
