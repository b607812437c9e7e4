using System.Globalization;
using BenchmarkDotNet.Attributes;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench.Micro;

/// <summary>What an accepted offer costs on its way to commit.lua and back: 1,000 wait, 100 work. Redis itself is not asked.</summary>
[MemoryDiagnoser]
public class MarshalCases
{
    private static readonly LineId Line = new("bench");
    private static readonly Actor Worker = new("worker", "w1");
    private static readonly Dictionary<string, (long Version, EntityWrite Write)> Nothing = [];

    private readonly BusyFloor floor = new();
    private readonly CommandId id = new("1772352000000-0123456789abcdef");
    private Decision.Changed accepted = null!;
    private Dictionary<string, long> reads = null!;
    private string entry = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var view = new TrackedView(floor.State, Nothing);
        accepted = floor.Decide(view, floor.Accept);
        reads = view.Reads;
        // As commit.lua puts it together.
        var head = string.Create(CultureInfo.InvariantCulture, $"{floor.State.Epoch}|{floor.State.Sequence + 1}|{A.T0.ToUnixTimeMilliseconds()}|0123456789abcdef|{floor.State.Tag}|123456|{id}");
        entry = string.Join('\n', accepted.Writes().Select(write => $"{write.Field} {EntryText.Value(write)}").Prepend(EntryText.Head(Worker, accepted.Events, false)).Prepend(head));
    }

    /// <summary>The decision itself, and what it read.</summary>
    [Benchmark]
    public Decision Decide_on_a_tracked_view() => floor.Decide(new TrackedView(floor.State, Nothing), floor.Accept);

    /// <summary>Keys and arguments of the script.</summary>
    [Benchmark]
    public int Commit_call() => new CommitCall(
        Line, floor.State, id, Worker, accepted, reads, new LeaseGuard(new WorkerId("w1"), 1772352000000), floor.Rules, A.T0, "0123456789abcdef", new Burden("", 0)).Arguments.Length;

    /// <summary>The entry as every node reads it.</summary>
    [Benchmark]
    public int Parse_entry() => EntryText.Parse(Line, entry).Writes.Length;
}
