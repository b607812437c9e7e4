using System.Globalization;
using Hotline.Tests.Bench.Load;
using Hotline.Tests.Bench.Visits;
using Microsoft.Playwright;

namespace Hotline.Tests.Bench;

/// <summary>
/// The published console in Chromium. Interactive is not "drawn": the page took an input, and the answer was on the screen. On a desk a presence button is
/// pressed and its list opens, after session, SignalR, joining the floor and the first view; on the sign-in page the form takes a letter.
/// Cold: a new browser profile each time. Warm: the same page once more in the profile of the cold visit. The network is the loopback: what is long here is the machine.
/// </summary>
internal sealed class ConsoleVisits : BenchGroup
{
    private const int Runs = 5;
    private static readonly string User = BenchCrew.Name(1);

    public override string Name => "console";
    public override IReadOnlyList<string> Cases => ["console-transfer", "console-cold", "console-warm", "signin-cold", "signin-warm"];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        var transfer = new BenchCase("console-transfer", "MB") { Note = "Sign-in page to desk, compressed, headers included; 1 MB = 1,000,000 bytes." }.Aiming("<= 2.5", one => one.Ours <= 2.5);
        var cold = new BenchCase("console-cold", "s") { Note = "Somebody signed in opens the desk until it answers; no cache; loopback." }.Aiming("<= 2", one => one.Ours <= 2);
        var warm = new BenchCase("console-warm", "s").Aiming("<= 0.7", one => one.Ours <= 0.7);
        var signInCold = new BenchCase("signin-cold", "s");
        var signInWarm = new BenchCase("signin-warm", "s");

        await using var server = await ground.ServerAsync(await ground.RedisAsync(), await (await ground.PostgresAsync()).NewDatabaseAsync());
        using var playwright = await Playwright.CreateAsync();
        var cookie = await server.SignInAsync(User);
        // The server's own first answers are its start, not the console's.
        await using (var first = await BrowserProfile.NewAsync(playwright, server.Url, cookie)) await first.DeskAsync();
        for (var run = 1; run <= Runs; run++)
        {
            cancel.ThrowIfCancellationRequested();
            if (wanted.Contains(cold.Name) || wanted.Contains(warm.Name))
            {
                await using var profile = await BrowserProfile.NewAsync(playwright, server.Url, cookie);
                cold.Runs.Ours.Add(await profile.DeskAsync());
                warm.Runs.Ours.Add(await profile.DeskAsync());
                await ground.SayAsync(string.Create(CultureInfo.InvariantCulture, $"desk {run}/{Runs}: cold {cold.Runs.Ours[^1]:0.00} s, warm {warm.Runs.Ours[^1]:0.00} s, load {BenchGround.Load():0.0}"));
            }
            if (wanted.Contains(signInCold.Name) || wanted.Contains(signInWarm.Name))
            {
                await using var profile = await BrowserProfile.NewAsync(playwright, server.Url, null);
                signInCold.Runs.Ours.Add(await profile.SignInAsync());
                signInWarm.Runs.Ours.Add(await profile.SignInAsync());
                await ground.SayAsync(string.Create(CultureInfo.InvariantCulture, $"sign-in {run}/{Runs}: cold {signInCold.Runs.Ours[^1]:0.00} s, warm {signInWarm.Runs.Ours[^1]:0.00} s"));
            }
            if (wanted.Contains(transfer.Name))
            {
                await using var profile = await BrowserProfile.NewAsync(playwright, server.Url, null);
                var fetched = await profile.FetchAsync(User);
                transfer.Runs.Ours.Add(fetched.Sum(one => one.Bytes) / 1_000_000);
                if (run == 1) await ground.SayAsync($"{fetched.Count} files; largest: " + string.Join(", ", fetched.OrderByDescending(one => one.Bytes).Take(6).Select(Text)));
            }
        }
        return [.. new[] { transfer, cold, warm, signInCold, signInWarm }.Where(one => wanted.Contains(one.Name))];
    }

    private static string Text(Fetched one) => string.Create(CultureInfo.InvariantCulture, $"{one.Url[(one.Url.LastIndexOf('/') + 1)..]} {one.Bytes / 1000:0} kB");
}
