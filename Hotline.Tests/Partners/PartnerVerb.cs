using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Server.Escalations.Posting;

namespace Hotline.Tests.Partners;

/// <summary>
/// <c>partner [--port 5099] [--secret whsec_…] [--server http://127.0.0.1:5080] [--line demo] [--partner police] [--share 0.6] [--seed 1] [--pause MS] [--slow MS]</c>:
/// a simulated partner until Ctrl+C; then its figures as JSON.
/// </summary>
internal static class PartnerVerb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var set = new SimulatorSettings(RandomNumberGenerator.GetBytes(24), new Uri("http://127.0.0.1:5080")) { Port = 5099, Pause = TimeSpan.FromSeconds(2) };
        var (share, seed) = (0.0, 1);
        for (var number = 0; number < args.Length; number += 2)
        {
            var value = number + 1 < args.Length ? args[number + 1] : "";
            switch (args[number])
            {
                case "--port": set = set with { Port = int.Parse(value, CultureInfo.InvariantCulture) }; break;
                case "--secret" when StandardWebhook.TryReadSecret(value, out var secret): set = set with { Secret = secret }; break;
                case "--server": set = set with { Server = new Uri(value) }; break;
                case "--line": set = set with { Line = value }; break;
                case "--partner": set = set with { PartnerId = value }; break;
                case "--share": share = double.Parse(value, CultureInfo.InvariantCulture); break;
                case "--seed": seed = int.Parse(value, CultureInfo.InvariantCulture); break;
                case "--pause": set = set with { Pause = TimeSpan.FromMilliseconds(int.Parse(value, CultureInfo.InvariantCulture)) }; break;
                case "--slow": set = set with { SlowBy = TimeSpan.FromMilliseconds(int.Parse(value, CultureInfo.InvariantCulture)) }; break;
                default:
                    await System.Console.Error.WriteLineAsync($"'{args[number]} {value}' is not understood: --port, --secret whsec_…, --server, --line, --partner, --share, --seed, --pause, --slow.");
                    return 2;
            }
        }
        await using var simulator = await PartnerSimulator.StartAsync(set with { Plan = new FaultPlan(share, seed) });
        System.Console.WriteLine($"Partner {set.PartnerId} of line {set.Line} at {simulator.Url}, secret {StandardWebhook.WriteSecret(set.Secret)}, reporting to {set.Server}. Ctrl+C ends it.");
        var ended = new TaskCompletionSource();
        System.Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            ended.TrySetResult();
        };
        using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            ended.TrySetResult();
        });
        await ended.Task;
        var incidents = simulator.Book.All;
        System.Console.WriteLine(JsonSerializer.Serialize(new
        {
            incidents = incidents.Count, closed = incidents.Count(one => one.IsClosed), withdrawn = incidents.Count(one => one.IsWithdrawn),
            openedTwice = incidents.Where(one => one.Opened > 1).Select(one => one.EscalationId), wronglySigned = simulator.Book.Refused,
            faults = simulator.Book.Faults.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
        }, Indented));
        return incidents.Any(one => one.Opened > 1) ? 1 : 0;
    }
}
