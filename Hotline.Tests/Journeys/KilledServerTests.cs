using System.Collections.Concurrent;
using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Journeys;

/// <summary>SIGKILL under load: what was acknowledged is there again, once.</summary>
[TestFixture("embedded")]
[TestFixture("redis and postgres")]
[Parallelizable(ParallelScope.Self)]
public sealed class KilledServerTests(string stores)
{
    private const int Contacts = 60;

    [Test]
    public async Task Every_contact_acknowledged_before_or_after_a_kill_is_accounted_for()
    {
        await using var redis = stores == "embedded" ? null : await RedisServer.StartAsync(appendOnly: true);
        await using var postgres = stores == "embedded" ? null : await PostgresServer.StartAsync();
        (string, string)[] settings = redis is null || postgres is null ? [] :
        [
            ("ConnectionStrings__Redis", redis.ConnectionString), ("ConnectionStrings__Records", await postgres.NewDatabaseAsync()),
            ("Records__Provider", "postgres"), ("Records__ApplyMigrations", "true"),
        ];
        await using var server = await RunningServer.StartAsync(settings);
        var acknowledged = new ConcurrentDictionary<string, string>();
        using var half = new SemaphoreSlim(0, 1);
        var posts = Enumerable.Range(0, Contacts).Select(number => Task.Run(async () =>
        {
            var body = new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.2", "yes")], null, null, null);
            // Sent again under its key until it is acknowledged, as a channel does.
            await Until.True(async () => await TryPostAsync(server, body, $"kill-{number}", acknowledged), $"contact {number} is acknowledged", TimeSpan.FromSeconds(90));
            if (acknowledged.Count == Contacts / 2) half.Release();
        })).ToArray();
        await half.WaitAsync(TimeSpan.FromSeconds(60));
        await server.KillAsync();
        await server.LaunchAsync();
        await Task.WhenAll(posts);

        Assert.That(acknowledged.Values.Distinct().Count(), Is.EqualTo(Contacts), "one contact for each key, none doubled");
        foreach (var contact in acknowledged.Values)
            await Until.True(async () => (await server.ReadPlaceAsync(contact)) is { Phase: Phase.Waiting, Place: not null }, $"{contact} waits in the queue", TimeSpan.FromSeconds(20));
        await using var board = await BoardWatcher.StartAsync(server);
        await Until.True(() => board.Latest?.QueueLength == Contacts, "the board shows them all", TimeSpan.FromSeconds(20));
    }

    private static async Task<bool> TryPostAsync(RunningServer server, OpenContactRequest body, string key, ConcurrentDictionary<string, string> acknowledged)
    {
        try
        {
            var receipt = await server.PostContactAsync(body, key);
            acknowledged[key] = receipt.ContactId;
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
