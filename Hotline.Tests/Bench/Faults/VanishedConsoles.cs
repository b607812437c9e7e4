using System.Diagnostics;
using System.Globalization;
using Hotline.Tests.Bench.Load;

namespace Hotline.Tests.Bench.Faults;

/// <summary>Consoles that show an offer vanish, one after the other at all phases of the beat: half of them go silent, half are closed.</summary>
internal static class VanishedConsoles
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>Seconds until the offer of each was shown to somebody else.</summary>
    internal sealed record Figures(double[] Silent, double[] Closed);

    public static async Task<Figures> RunAsync(BenchGround ground, int ofEach, CancellationToken cancel)
    {
        await using var server = await ground.ServerAsync(await ground.AnotherRedisAsync(), await (await ground.PostgresAsync()).NewDatabaseAsync());
        var door = new ContactDoor(server);
        var (before, after) = (new OfferBook(), new OfferBook());
        List<BenchConsole> consoles = [];
        try
        {
            for (var number = 1; number <= 4 * ofEach; number++)
                consoles.Add((number <= 2 * ofEach ? before : after).Keep(await BenchConsole.JoinAsync(server.Url, BenchCrew.Line, await server.SignInAsync(BenchCrew.Name(number)), cancel)));
            List<(BenchConsole Console, string Contact)> victims = [];
            foreach (var victim in consoles.Take(2 * ofEach))
            {
                await victim.BeAvailableAsync(cancel);
                var contact = (await door.OpenAsync(OfferBook.LongOffered, cancel)).ContactId;
                await before.ShownAsync(contact, cancel);
                victims.Add((victim, contact));
            }
            foreach (var spare in consoles.Skip(2 * ofEach)) await spare.BeAvailableAsync(cancel);
            await Task.Delay(Settling, cancel);
            var all = await Task.WhenAll(victims.Select(async (victim, at) =>
            {
                await Task.Delay(at * Apart, cancel);
                var vanished = Stopwatch.GetTimestamp();
                if (at % 2 == 0) victim.Console.IsSilent = true;
                else await victim.Console.DisposeAsync();
                var shown = (await after.ShownAsync(victim.Contact, cancel)).At;
                var seconds = Stopwatch.GetElapsedTime(vanished, shown).TotalSeconds;
                await ground.SayAsync(string.Create(CultureInfo.InvariantCulture, $"recover-console, {(at % 2 == 0 ? "silent" : "closed")}: {seconds:0.0} s"));
                return seconds;
            }));
            return new Figures([.. all.Where((_, at) => at % 2 == 0)], [.. all.Where((_, at) => at % 2 == 1)]);
        }
        finally
        {
            foreach (var console in consoles) await console.DisposeAsync();
        }
    }
}
