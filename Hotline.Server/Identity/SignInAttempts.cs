using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Identity;

/// <summary>
/// Failed sign-ins and tokens per address on this node. Only failures count: the shift of a whole office signs in from one address.
/// </summary>
public sealed class SignInAttempts(IOptions<SessionSettings> settings, TimeProvider clock) : IDisposable
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Failures> byAddress = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim turns = new(Math.Max(2, Environment.ProcessorCount));

    private sealed record Failures(int Count, DateTimeOffset Since);

    /// <summary>
    /// Runs <paramref name="attempt"/>, which says whether it succeeded, unless its address has to wait: then for how long is returned.
    /// Few at a time, because each costs a slow hash, and so that failures count before the next is begun.
    /// </summary>
    public async Task<TimeSpan?> RunAsync(IPAddress? address, Func<Task<bool>> attempt, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            if (MustWait(Key(address)) is { } wait)
                return wait;
            if (!await attempt())
                Count(Key(address));
            return null;
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private TimeSpan? MustWait(string key)
    {
        var now = clock.GetUtcNow();
        return byAddress.TryGetValue(key, out var failures) && !Over(failures, now) && failures.Count >= settings.Value.FailuresPerAddress
            ? failures.Since + settings.Value.FailureWindow - now : null;
    }

    private void Count(string key)
    {
        var now = clock.GetUtcNow();
        if (byAddress.Count >= Most)
            Forget(now);
        byAddress.AddOrUpdate(key, _ => new Failures(1, now), (_, old) => Over(old, now) ? new Failures(1, now) : old with { Count = old.Count + 1 });
    }

    private bool Over(Failures failures, DateTimeOffset now) => now - failures.Since >= settings.Value.FailureWindow;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, failures) in byAddress)
            if (Over(failures, now))
                byAddress.TryRemove(key, out _);
    }

    // One IPv6 customer has a /64 to choose addresses from.
    private static string Key(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
