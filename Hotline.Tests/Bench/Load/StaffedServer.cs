using System.Diagnostics;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench.Load;

/// <summary>A running server, the workers at its consoles, and the door by which contacts come.</summary>
internal sealed record StaffedServer(RunningServer Server, BenchCrew Crew) : IAsyncDisposable
{
    public ContactDoor Door { get; } = new(Server);

    /// <param name="shows">As for <see cref="BenchCrew.ComeAsync"/>.</param>
    public static async Task<StaffedServer> StaffAsync(RunningServer server, int consoles, bool shows, CancellationToken cancel)
    {
        try
        {
            return new StaffedServer(server, await BenchCrew.ComeAsync(server, consoles, shows, cancel));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a contact and waits until it is over.</summary>
    public Task PassAsync(CancellationToken cancel) => Crew.PassAsync(Door, cancel);

    /// <returns>From post to the offer on a console, milliseconds, smallest first; open loop.</returns>
    public Task<double[]> ShownAsync(double rate, TimeSpan span, CancellationToken cancel) => OpenLoop.RunAsync(rate, span, async () =>
    {
        var posted = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(posted, await Crew.ShownAsync(await Door.OpenAsync(cancel), cancel)).TotalMilliseconds;
    }, cancel);

    public async ValueTask DisposeAsync()
    {
        await Crew.DisposeAsync();
        await Server.DisposeAsync();
    }
}
