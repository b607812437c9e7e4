using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hotline.Server.Drill;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Hotline.Tests.Bench;
using Hotline.Tests.Chaos.Clients;
using Hotline.Tests.Chaos.Stage;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Chaos;

/// <summary>Redis is wiped under a line with 100,000 waiting contacts: how long until its floor is whole again on every node, and the first by rank is shown.</summary>
internal sealed class WipeRun(ChaosPlan plan, ChaosScreen screen, TimeProvider time)
{
    private const int Contacts = 100_000;
    private const int AtOnce = 5_000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);
    private readonly DrillClock clock = new(time);

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var began = clock.Now;
        screen.Say($"Starting {plan.Nodes} nodes on {Contacts} recorded contacts …");
        await using var stage = await ChaosStage.StartAsync(plan.Nodes, plan.Seed, clock, SeedAsync);
        screen.Say($"All nodes ready after {ChaosReport.InSeconds(clock.Now - began)} s, seeding included.");
        var shift = new Shift(plan.Seed, clock);
        using var door = new SeekerDoor(stage.Balancer, shift);
        List<LookingWorker> watchers = [];
        try
        {
            for (var i = 0; i < stage.Nodes.Count; i++)
                watchers.Add(await LookingWorker.StartAsync(stage.Nodes[i].Url, await door.SignInAsync(string.Create(CultureInfo.InvariantCulture, $"drill-{i + 1:000}"), cancel), cancel));
            await Until.True(() => watchers.TrueForAll(watcher => watcher.Waiting == Contacts), "every node has the whole floor", Bound);
            var epoch = watchers[0].Latest!.Epoch;

            screen.Say($"Wiped at {clock.UtcNow:HH:mm:ss.fff} (UTC).");
            var wiped = clock.Now;
            await stage.Redis.WipeAsync();
            var whole = await Task.WhenAll(watchers.Select(watcher => WhenAsync(() => watcher.Latest is { } view && view.Epoch > epoch && watcher.Waiting == Contacts, wiped, "the floor is whole again")));
            var accepting = clock.Now;
            await watchers[0].BeAvailableAsync(clock, cancel);
            var offered = await WhenAsync(() => watchers[0].Latest is { Offers.Count: > 0 }, wiped, "an offer is shown");
            var first = watchers[0].Latest!.Offers[0].ContactId;
            var right = first == IdOf(0);
            screen.Say(string.Create(CultureInfo.InvariantCulture, $"Whole again on every node after {whole.Max().TotalSeconds:0.00} s ({string.Join(", ", whole.Select(span => $"{span.TotalSeconds:0.00}"))}); {(right ? "the first by rank" : $"{first}, which is not the first by rank,")} shown after {offered.TotalSeconds:0.00} s, {(offered - (accepting - wiped)).TotalSeconds:0.00} s after a worker became available."));
            foreach (var node in stage.Nodes)
                foreach (var line in node.Logged("begun", "read at epoch").Where(line => line.Contains("line " + Shift.Line, StringComparison.OrdinalIgnoreCase))) screen.Say($"{node.Name}: {line}");
            if (plan.Json is { } file)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { contacts = Contacts, whole_s = whole.Max().TotalSeconds, offered_s = offered.TotalSeconds, first_by_rank = right, nodes = plan.Nodes }), cancel);
            stage.KeepLogs = !right;
            return right ? 0 : 1;
        }
        finally
        {
            foreach (var watcher in watchers) await watcher.DisposeAsync();
        }
    }

    /// <summary>The recorded floor, as a recorder would have left it; one contact in a hundred is imminent.</summary>
    private static async Task SeedAsync(ChaosStage stage)
    {
        await using var records = stage.OpenRecords();
        await records.Services.GetRequiredService<RecordsCheck>().CheckAsync(CancellationToken.None);
        var contexts = records.Services.GetRequiredService<IDbContextFactory<RecordsDb>>();
        var start = records.Services.GetRequiredService<TimeProvider>().GetUtcNow() - TimeSpan.FromHours(3);
        for (var from = 0; from < Contacts; from += AtOnce)
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.AddRange(Enumerable.Range(from, AtOnce).Select(number => SeededFloor.Row(
                IdOf(number), Shift.Line, "en", number % 100 == 0 ? Band.Imminent : number % 3 == 0 ? Band.High : Band.Moderate, start + TimeSpan.FromMilliseconds(number * 100))));
            await db.SaveChangesAsync();
        }
    }

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"wipe-{number:000000}");

    private async Task<TimeSpan> WhenAsync(Func<bool> condition, TimeSpan since, string what)
    {
        await Until.True(condition, what, Bound);
        return clock.Now - since;
    }
}
