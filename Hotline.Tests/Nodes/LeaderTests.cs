using System.Diagnostics;
using Hotline.Contracts;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Nodes;

/// <summary>Who leads a line may die, leave or stand still: offers go on, and nothing is done twice.</summary>
public sealed class LeaderTests
{
    private ThreeNodes nodes = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => nodes = await ThreeNodes.SharedAsync();

    [Test]
    public async Task Offers_go_on_within_five_seconds_after_the_leader_was_killed()
    {
        var (leader, others) = await nodes.HolderAsync();
        await using var console = await DeskConsole.StartAsync(others[0], "demo-operator");
        await console.SetPresenceAsync(Presence.Available);

        var clock = Stopwatch.StartNew();
        await leader.KillAsync();
        var receipt = await others[1].PostContactAsync(ThreeNodes.Body());
        var offer = await console.OfferedAsync(receipt.ContactId, TimeSpan.FromSeconds(5));
        Said($"SIGKILL of the leader to the next offer: {clock.Elapsed.TotalSeconds:0.00} s");

        await EndAsync(console, offer);
        await leader.LaunchAsync();
    }

    [Test]
    public async Task A_leader_that_leaves_in_order_hands_over_at_once()
    {
        var (leader, others) = await nodes.HolderAsync();
        await using var console = await DeskConsole.StartAsync(others[0], "demo-operator");
        await console.SetPresenceAsync(Presence.Available);

        var clock = Stopwatch.StartNew();
        var stopped = leader.StopAsync();
        await Until.True(async () => (await LeaderOrNobodyAsync()) is { } now && now != leader, "another leads", TimeSpan.FromSeconds(2));
        Said($"SIGTERM of the leader to the next leader: {clock.Elapsed.TotalSeconds:0.00} s");
        var receipt = await others[1].PostContactAsync(ThreeNodes.Body());
        var offer = await console.OfferedAsync(receipt.ContactId, TimeSpan.FromSeconds(2));
        Said($"and to the next offer: {clock.Elapsed.TotalSeconds:0.00} s");
        await stopped;
        Said($"and to its end: {clock.Elapsed.TotalSeconds:0.00} s");

        await EndAsync(console, offer);
        await leader.LaunchAsync();
    }

    [TestCase(6)]
    [TestCase(20, Explicit = true)]
    public async Task A_leader_and_recorder_that_stood_still_doubles_nothing(int seconds)
    {
        var (leader, _) = await nodes.HolderAsync();
        // The same node leads and records only by chance; both stand still in turn.
        var (recorder, _) = await nodes.HolderAsync("recorder");
        RunningServer[] paused = [.. new[] { leader, recorder }.Distinct()];
        var node = nodes.Servers.All.First(server => !paused.Contains(server));
        await using var console = await DeskConsole.StartAsync(node, "demo-operator");
        await console.SetPresenceAsync(Presence.Available);
        await node.PostContactAsync(ThreeNodes.Body());
        var first = await Until.Some(() => Task.FromResult(console.Latest is { Offers: [var one, ..] } ? one : null), "offered");

        var clock = Stopwatch.StartNew();
        foreach (var server in paused) server.Pause();
        List<string> ended = [first.ContactId];
        await EndAsync(console, first);
        for (var number = 0; number < 5; number++)
        {
            var receipt = await node.PostContactAsync(ThreeNodes.Body());
            var offer = await console.OfferedAsync(receipt.ContactId, TimeSpan.FromSeconds(5));
            if (number == 0) Said($"SIGSTOP of leader and recorder to the next offer, the contact before ended meanwhile: {clock.Elapsed.TotalSeconds:0.00} s");
            await EndAsync(console, offer);
            ended.Add(receipt.ContactId);
        }
        await Until.True(() => clock.Elapsed > TimeSpan.FromSeconds(seconds), "it has stood still long enough", TimeSpan.FromSeconds(seconds + 1));
        foreach (var server in paused) server.Resume();

        foreach (var server in nodes.Servers.All)
            foreach (var contact in ended)
                await Until.True(async () => (await server.ReadPlaceAsync(contact)).Phase is Phase.WrapUp or Phase.Closed, "all agree that it is over");
        await console.SetPresenceAsync(Presence.Available);
        var later = await leader.PostContactAsync(ThreeNodes.Body());
        await EndAsync(console, await console.OfferedAsync(later.ContactId));
        await ThreeNodes.ChainsAreWholeAsync(node);
        Assert.That(await DoubledAsync(), Is.Zero, "offers or ends that stand twice in the timeline");
    }

    /// <summary>One acceptance and one end a contact, whoever stood still.</summary>
    private async Task<long> DoubledAsync()
    {
        await using var connection = new Npgsql.NpgsqlConnection(nodes.Records);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            "SELECT count(*) FROM (SELECT 1 FROM \"Timeline\" WHERE \"Kind\" IN ('ContactOpened', 'ContactEngaged', 'ContactEnded', 'ContactClosed') GROUP BY \"ContactId\", \"Kind\" HAVING count(*) > 1) doubled", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<RunningServer?> LeaderOrNobodyAsync()
    {
        var holder = (string?)await nodes.Connection.GetDatabase().StringGetAsync("hotline:{demo}:lease:leader");
        return nodes.Servers.All.FirstOrDefault(server => holder?.Contains($":{server.ProcessId}:", StringComparison.Ordinal) == true);
    }

    private static async Task EndAsync(DeskConsole console, OfferView offer) => await console.FinishAsync(await console.AcceptAsync(offer));

    private static void Said(string text) => TestContext.Out.WriteLine(text);
}
