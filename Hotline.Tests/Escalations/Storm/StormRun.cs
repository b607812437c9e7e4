using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Supervision.Alarms;
using Hotline.Tests.Partners;
using Hotline.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Hotline.Tests.Escalations.Storm;

/// <summary>Hand-overs on a real server, to two faulty partners and a telephone at the end of the chain, while the server is killed and started again.</summary>
internal sealed class StormRun(StormPlan plan, Action<string> say)
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromMinutes(10);
    private static readonly string[] Chain = ["storm-a", "storm-b", "police-110"];
    private readonly ConcurrentDictionary<string, long> begun = new();

    public async Task<StormReport> RunAsync(CancellationToken cancel)
    {
        await using var redis = await RedisServer.StartAsync(appendOnly: true);
        await using var server = await RunningServer.StartAsync(("ConnectionStrings__Redis", redis.ConnectionString), ("Escalations__AllowedHosts__0", "127.0.0.1"), ("Escalations__AttemptSeconds", "1.5"), ("Escalations__DeadlineSeconds", "6"));
        var client = new StormClient(server);
        await using var one = await PartnerAsync(client, server, Chain[0], 1);
        await using var other = await PartnerAsync(client, server, Chain[1], 2);
        var clock = Stopwatch.StartNew();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var confirming = ConfirmAsync(client, server, over.Token);
        var killing = KillAsync(server, cancel);
        await BeginAsync(client, cancel);
        await killing;
        say($"{begun.Count} begun in {clock.Elapsed.TotalSeconds:0} s, {plan.Kills} kills; waiting for their ends …");
        // What has not come to its end by then is in the report.
        await Until.True(() => Read(server).Count(IsSettled) == plan.Count, "every hand-over is over, or before a person", EndWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync();
        await confirming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Report(server, [one, other], clock.Elapsed);
    }

    private async Task<PartnerSimulator> PartnerAsync(StormClient client, RunningServer server, string id, int order)
    {
        var port = FreePort.Next();
        var secret = await client.AddPartnerAsync(id, new Uri($"http://127.0.0.1:{port}/escalations"), order, plan.AnswerSeconds);
        return await PartnerSimulator.StartAsync(new SimulatorSettings(secret, server.Url, "demo", id) { Port = port, Plan = new FaultPlan(plan.Share, plan.Seed + order), SlowBy = TimeSpan.FromSeconds(1) });
    }

    private async Task BeginAsync(StormClient client, CancellationToken cancel)
    {
        List<Task> all = [];
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1 / plan.Rate));
        for (var number = 0; number < plan.Count; number++)
        {
            await pace.WaitForNextTickAsync(cancel);
            all.Add(OneAsync(client, cancel));
        }
        await Task.WhenAll(all);
    }

    private async Task OneAsync(StormClient client, CancellationToken cancel) => begun[await client.BeginAsync(await client.OpenAsync(cancel), Chain, cancel)] = Stopwatch.GetTimestamp();

    private async Task KillAsync(RunningServer server, CancellationToken cancel)
    {
        var lasts = TimeSpan.FromSeconds(plan.Count / plan.Rate);
        for (var kill = 1; kill <= plan.Kills; kill++)
        {
            await Task.Delay(lasts / (plan.Kills + 1), cancel);
            await server.KillAsync();
            say($"killed ({kill})");
            await server.LaunchAsync();
        }
    }

    /// <summary>The worker's part at the end: yes, help has reached the person.</summary>
    private static async Task ConfirmAsync(StormClient client, RunningServer server, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            foreach (var one in Read(server).Where(one => one is { Step: EscalationStep.Closed, Reached: null })) await client.ReachedAsync(one.Id.Value, cancel);
        }
    }

    private static bool IsSettled(Escalation one) => one.OverAt is not null || IsAlarmed(one);

    /// <summary>A person is told, by the same rule as the board's.</summary>
    private static bool IsAlarmed(Escalation one) => one.Step == EscalationStep.Unanswered
        && EscalationConditions.Derive(FloorState.Empty with { Escalations = FloorState.Empty.Escalations.Add(one.Id, one) }, one.Since.AddSeconds(1)).Any(alarm => alarm.Kind == "partner_unanswered");

    private StormReport Report(RunningServer server, PartnerSimulator[] partners, TimeSpan took)
    {
        var all = Read(server);
        var disclosed = Column(server, "SELECT Id FROM Disclosures");
        var twice = all.Where(one => partners.Any(partner => partner.Book.IncidentsOf(one.Id.Value) > 1)
            || partners.Count(partner => partner.Book.Find(one.Id.Value) is { IsWithdrawn: false } incident && incident.Reports.Any(report => report is { Said: "Accepted", Status: 200 })) > 1
            || one.Chain.Count(link => link.State is LinkState.Accepted or LinkState.Closed) > 1);
        var undisclosed = all.Where(one => one.Chain.Select((link, index) => (link, index)).Any(pair => pair.link.Told > 0 && !disclosed.Contains($"{one.Id}.{pair.index}.{pair.link.Told}")));
        var accepted = AcceptedSeconds(server);
        var faults = partners.SelectMany(partner => partner.Book.Faults).GroupBy(pair => pair.Key.ToString()).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        return new StormReport(
            begun.Count, all.Count(one => one is { Step: EscalationStep.Closed, OverAt: not null }), all.Count(IsAlarmed), [.. begun.Keys.Except(all.Where(IsSettled).Select(one => one.Id.Value))],
            [.. twice.Select(one => one.Id.Value)], [.. undisclosed.Select(one => one.Id.Value)], Count(server, "EscalationAskedAgain") + Count(server, "EscalationDeliveryFailed"),
            all.Sum(one => Math.Max(0, one.Chain.Count(link => link.AskedAt is not null) - 1)), Percentile(accepted, 0.5), Percentile(accepted, 0.99), faults, plan.Kills, plan.Seed, took.TotalSeconds);
    }

    private static IReadOnlyList<Escalation> Read(RunningServer server) =>
        [.. Column(server, "SELECT Value FROM Escalations").Select(value => JsonSerializer.Deserialize(value, FloorJson.Default.Escalation)!)];

    private static List<double> AcceptedSeconds(RunningServer server)
    {
        var first = Column(server, "SELECT ContactId || ' ' || (MIN(CASE WHEN Kind = 'EscalationAccepted' THEN At END) - MIN(CASE WHEN Kind = 'EscalationBegan' THEN At END)) FROM Timeline WHERE Kind IN ('EscalationAccepted', 'EscalationBegan') GROUP BY ContactId");
        return [.. first.Select(row => row.Split(' ')).Where(row => row.Length == 2 && row[1].Length > 0).Select(row => double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture) / 1000).Order()];
    }

    private static int Count(RunningServer server, string kind) => int.Parse(Column(server, $"SELECT COUNT(*) FROM Timeline WHERE Kind = '{kind}'").Single(), System.Globalization.CultureInfo.InvariantCulture);

    private static HashSet<string> Column(RunningServer server, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(server.DataFolder, "records.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        HashSet<string> found = [];
        while (rows.Read())
            if (!rows.IsDBNull(0)) found.Add(rows.GetValue(0).ToString()!);
        return found;
    }

    private static double Percentile(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
}
