using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Npgsql;
using NUnit.Framework;
using StackExchange.Redis;

namespace Hotline.Tests.Journeys;

/// <summary>PostgreSQL stopped or hung under a server whose Redis keeps an append-only file: the floor goes on, and nothing of it is lost or doubled.</summary>
[TestFixture("stopped")]
[TestFixture("hung")]
public sealed class JournaledTests(string how)
{
    private const string Name = "Zebulon Quist";
    private const string Said = "the harbour bridge tonight";
    private RedisServer redis = null!;
    private PostgresServer postgres = null!;
    private RunningServer server = null!;
    private BoardWatcher board = null!;
    private string records = "";

    [SetUp]
    public async Task Start()
    {
        redis = await RedisServer.StartAsync(appendOnly: true);
        postgres = await PostgresServer.StartAsync();
        records = await postgres.NewDatabaseAsync();
        server = await RunningServer.StartAsync(
            ("ConnectionStrings__Redis", redis.ConnectionString), ("ConnectionStrings__Records", records), ("Records__Provider", "postgres"), ("Records__ApplyMigrations", "true"));
        board = await BoardWatcher.StartAsync(server);
        await board.OrderAsync(nameof(IConsoleHub.SetPresence), new PresenceOrder(Next(), Presence.Available, null));
        await Until.True(() => board.Latest?.Workers.Any(worker => worker.Presence == Presence.Available) == true, "the supervisor is available");
    }

    [TearDown]
    public async Task Stop()
    {
        if (board is not null) await board.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
    }

    [Test]
    public async Task While_sql_is_away_the_floor_goes_on_and_afterwards_all_of_it_is_in_the_records_once()
    {
        await (how == "hung" ? postgres.FreezeAsync() : postgres.KillAsync());
        var watch = Stopwatch.StartNew();
        var first = await OpenAsync("away", Name, Said);
        TestContext.Out.WriteLine($"{how}: first intake acknowledged after {watch.ElapsedMilliseconds} ms");
        Assert.That((first.Status, first.Receipt?.Durability), Is.EqualTo((HttpStatusCode.Created, "journaled")), server.Output);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
        await Until.True(() => board.Latest?.Stores.What.Contains("records") == true, "the board says what is degraded", TimeSpan.FromSeconds(2));
        var contact = first.Receipt!.ContactId;

        // Sent again, changed, and another one: all at once now.
        watch.Restart();
        var again = await OpenAsync("away", Name, Said);
        TestContext.Out.WriteLine($"{how}: sent again, answered after {watch.ElapsedMilliseconds} ms");
        Assert.That((again.Status, again.Receipt!.ContactId, again.Receipt.Durability), Is.EqualTo((HttpStatusCode.OK, contact, "journaled")));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That((await OpenAsync("away", "Somebody Else", Said)).Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity).Or.EqualTo(HttpStatusCode.Conflict), "a reused key");

        // Evidence and text, each twice under one key.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var graded = await PostAsync(contact, "evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}""", "e1");
            Assert.That((graded.Band, graded.Durability), Is.EqualTo((Band.High, "journaled")));
            await PostAsync(contact, "texts", """{"text":"are you still there"}""", "t1");
        }

        // Offered, accepted, ended; another one forced with a typed reason.
        await Until.True(() => board.Desk?.Offers.Any(offer => offer.ContactId == contact) == true, "it is offered");
        var offer = board.Desk!.Offers.Single(offer => offer.ContactId == contact);
        watch.Restart();
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.AcceptOffer), new OfferOrder(Next(), contact, offer.OfferId, offer.Fence))).Done, Is.True);
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.EndContact), new EndOrder(Next(), contact, offer.Fence, Outcome.Supported))).Done, Is.True);
        TestContext.Out.WriteLine($"{how}: accepted and ended in {watch.ElapsedMilliseconds} ms");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        var second = (await OpenAsync("other", null, null)).Receipt!.ContactId;
        var order = new ForceOrder(Next(), second, Phase.Closed, null, Outcome.Other, "rang from the " + Said);
        foreach (var _ in Enumerable.Range(0, 2)) Assert.That((await board.OrderAsync(nameof(IConsoleHub.ForceContact), order)).Done, Is.True);
        Assert.That((await board.OrderAsync(nameof(IConsoleHub.AcceptOffer), new OfferOrder(Next(), contact, offer.OfferId, offer.Fence))).Done, Is.False, "late: it has ended");

        Assert.That(await RedisTextsAsync(), Has.None.Contains("Quist").And.None.Contains("harbour").And.None.Contains("still there"));
        Assert.That(await SealedKeysAsync(), Is.Not.Empty);

        await (how == "hung" ? postgres.ThawAsync() : postgres.LaunchAsync());
        watch.Restart();
        await Until.True(async () => (await SealedKeysAsync()).Count == 0, "nothing personal is left in Redis", TimeSpan.FromSeconds(30));
        TestContext.Out.WriteLine($"{how}: recorded {watch.ElapsedMilliseconds} ms after SQL was back");
        await Until.True(() => board.Latest?.Stores.Degraded == false, "all is well again");

        // Once more, until the intake asks SQL again: it looks away for a moment after a failure.
        await Until.True(async () =>
        {
            var late = await OpenAsync("away", Name, Said);
            Assert.That((late.Status, late.Receipt!.ContactId), Is.EqualTo((HttpStatusCode.OK, contact)));
            return late.Receipt.Durability == "recorded";
        }, "the first answer comes from SQL", TimeSpan.FromSeconds(5));
        await PostAsync(contact, "texts", """{"text":"are you still there"}""", "t1");
        // In whichever order: what hung was stored as soon as SQL went on, what was carried came after it.
        var dossier = await DossierAsync(contact);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dossier.Particulars!.Name, Is.EqualTo(Name));
            Assert.That(dossier.Texts.Select(text => text.Text), Is.EquivalentTo(new[] { Said, "are you still there" }));
            Assert.That(dossier.Evidence.Select(piece => piece.Kind), Is.EquivalentTo(new[] { "cssrs.2", "cssrs.5" }));
            Assert.That(dossier.Timeline.Select(entry => entry.Kind), Is.SupersetOf(new[] { "ContactOpened", "FileCarried", "ContactRescored", "ContactEngaged", "ContactEnded" }));
            Assert.That(await CountAsync("\"Inbox\""), Is.EqualTo(2));
            Assert.That(await CountAsync($"\"TypedReasons\" WHERE \"CommandId\" = '{order.CommandId}'"), Is.EqualTo(1));
            Assert.That(await CountAsync($"\"AuditEntries\" WHERE \"Subject\" = 'contact:{contact}' AND \"Action\" = 'ContactOpened'"), Is.EqualTo(1));
        }
    }

    private static string Next() => CommandIds.Next(TimeProvider.System.GetUtcNow());

    private async Task<(HttpStatusCode Status, ContactReceipt? Receipt)> OpenAsync(string key, string? name, string? text)
    {
        using var request = Request(HttpMethod.Post, "", key);
        request.Content = JsonContent.Create(new OpenContactRequest(
            null, "en", null, [EvidenceItem.Of("cssrs.2", "yes")], name is null ? null : new Particulars(name, "+49 30 5550199", null, null), text, null), WireJson.Default.OpenContactRequest);
        using var answer = await server.Client.SendAsync(request);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactReceipt) : null);
    }

    private async Task<ContactReceipt> PostAsync(string contact, string what, string body, string key)
    {
        using var request = Request(HttpMethod.Post, $"/{contact}/{what}", key);
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await server.Client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), what);
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactReceipt))!;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string key)
    {
        var request = new HttpRequestMessage(method, "/api/v1/lines/demo/contacts" + path);
        request.Headers.Add("X-Channel-Key", "hlk_demo-voice_development");
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    private async Task<ContactRecord> DossierAsync(string contact)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/console/contacts/{contact}");
        request.Headers.Add("Cookie", await server.SignInAsync("demo-supervisor"));
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactRecord))!;
    }

    /// <summary>Every key, field and value, as text.</summary>
    private async Task<IReadOnlyList<string>> RedisTextsAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        List<string> texts = [];
        foreach (var key in connection.GetServers()[0].Keys())
        {
            texts.Add(key.ToString());
            var database = connection.GetDatabase();
            texts.AddRange(await database.KeyTypeAsync(key) switch
            {
                RedisType.Hash => (await database.HashGetAllAsync(key)).Select(field => $"{field.Name}={field.Value}"),
                RedisType.SortedSet => (await database.SortedSetRangeByRankAsync(key)).Select(member => member.ToString()),
                _ => [(await database.StringGetAsync(key)).ToString()],
            });
        }
        return texts;
    }

    private async Task<IReadOnlyList<string>> SealedKeysAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        return [.. connection.GetServers()[0].Keys(pattern: "*:sealed").Select(key => key.ToString())];
    }

    private async Task<long> CountAsync(string from)
    {
        await using var connection = new NpgsqlConnection(records);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM " + from, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
