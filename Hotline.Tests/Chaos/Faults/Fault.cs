using System.Collections.Frozen;
using Hotline.Server.Drill;
using Hotline.Tests.Chaos.Clients;
using Hotline.Tests.Chaos.Stage;

namespace Hotline.Tests.Chaos.Faults;

/// <summary>What a fault may lay its hands on.</summary>
internal sealed record Scene(ChaosStage Stage, Crew Crew, SeekerLoad Load, Shift Shift, Chance Chance)
{
    private TimeSpan? wellSince = TimeSpan.Zero;

    /// <summary>When stores and nodes were well again; null while they are not.</summary>
    public TimeSpan? WellSince => wellSince;

    public DrillClock Clock => Shift.Clock;

    /// <summary>A store or node is being hurt from here on.</summary>
    public void Hurt() => wellSince = null;

    /// <summary>The hurt is over; returns when.</summary>
    public TimeSpan Heal(TimeSpan? at = null)
    {
        var now = at ?? Clock.Now;
        wellSince = now;
        return now;
    }

    public T Pick<T>(IReadOnlyList<T> among) => among[(int)(Chance.Next() * among.Count)];
}

/// <summary>What a fault did.</summary>
/// <param name="EndedAt">From here recovery is counted: the end of the fault, the kill, the expiry of the cut console's lease.</param>
/// <param name="What">Which one, in which way.</param>
/// <param name="Recovered">Null: the next correct offer shown at any console recovers it. Otherwise when that was, once known.</param>
internal sealed record FaultEnd(TimeSpan EndedAt, string What, Func<TimeSpan?>? Recovered = null);

/// <summary>Every fault by name.</summary>
internal static class FaultTable
{
    public static readonly FrozenDictionary<string, Func<Scene, CancellationToken, Task<FaultEnd>>> All = new Dictionary<string, Func<Scene, CancellationToken, Task<FaultEnd>>>
    {
        ["kill_node"] = NodeFaults.KillAsync,
        ["stop_node"] = NodeFaults.StopAsync,
        ["kill_redis"] = RedisFaults.KillAsync,
        ["wipe_redis"] = RedisFaults.WipeAsync,
        ["roll_back_redis"] = RedisFaults.RollBackAsync,
        ["hang_redis"] = RedisFaults.HangAsync,
        ["stop_sql"] = SqlFaults.StopAsync,
        ["fill_disk"] = SqlFaults.FillDiskAsync,
        ["cut_console"] = ClientFaults.CutConsoleAsync,
        ["skew_clock"] = ClientFaults.SkewClockAsync,
    }.ToFrozenDictionary();
}
