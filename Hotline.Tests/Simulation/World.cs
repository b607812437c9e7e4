using System.Globalization;
using Hotline.Server.Floor;

namespace Hotline.Tests.Simulation;

/// <summary>What keeps a rolled-back Redis from doing harm; each may be switched off to see what it is good for.</summary>
/// <param name="RefusesBehind">A commit carries what its node knows; a store that does not go on from there refuses.</param>
/// <param name="NoticesRestarts">A changed run id closes the floor.</param>
/// <param name="RemembersEntries">A restore also drains the entries its node has seen.</param>
/// <param name="ClaimsAfterEpoch">An open console presents its claims again when the epoch of its desk changes.</param>
/// <param name="JoinsAgain">A console whose join was refused, because the floor was away, joins again.</param>
internal sealed record Defences(bool RefusesBehind = true, bool NoticesRestarts = true, bool RemembersEntries = true, bool ClaimsAfterEpoch = true, bool JoinsAgain = true);

/// <summary>One run: stores, processes, consoles and help seekers on one loop, from one seed.</summary>
internal sealed class World
{
    public static readonly LineId Line = new("line");
    private readonly List<string>? told;
    private long tags;

    public World(Scenario scenario, string? plant, Defences defences, bool traces)
    {
        (Scenario, Plant, Defences) = (scenario, plant, defences);
        told = traces ? [] : null;
        Redis = new SimulatedRedis(this);
        Sql = new SimulatedSql(this);
        Checks = new Checks(this);
        KeepEntries = Dice.Of(Seed, "keep").Pick([40, 150, 10_000]);
    }

    public Scenario Scenario { get; }
    public long Seed => Scenario.Seed;
    public string? Plant { get; }
    public Defences Defences { get; }
    public EventLoop Loop { get; } = new();
    public SimulatedRedis Redis { get; }
    public SimulatedSql Sql { get; }
    public Checks Checks { get; }
    /// <summary>The defaults, with the long waits shortened so that a run sees the end of them.</summary>
    public FloorRules Rules { get; } = FloorRules.Default with { ReofferLostAfter = TimeSpan.FromSeconds(15), WrapUpFor = TimeSpan.FromSeconds(15), ForgetAfter = TimeSpan.FromSeconds(30) };

    public int KeepEntries { get; }
    public List<SimulatedNode> Nodes { get; } = [];
    public List<SimulatedConsole> Consoles { get; } = [];
    public Dictionary<string, int> Counts { get; } = [];
    public IReadOnlyList<string> Told => told ?? [];

    /// <summary>Faults are over: consoles answer everything, and everything must come to its end.</summary>
    public bool IsQuiet => Loop.NowMs >= Scenario.FaultsEndMs;

    /// <summary>Nothing is committed any more; what was is recorded.</summary>
    public bool IsOver { get; set; }

    /// <summary>Differs when two runs differ in anything that was committed.</summary>
    public ulong Print { get; private set; } = 14695981039346656037UL;

    public string NextTag() => "t" + (++tags).ToString(CultureInfo.InvariantCulture);

    public void Count(string what) => Counts[what] = Counts.GetValueOrDefault(what) + 1;

    public void Say(Func<string> what)
    {
        told?.Add(string.Create(CultureInfo.InvariantCulture, $"{Loop.Now / 1e6,9:F3} s  {what()}"));
    }

    public void Act(Func<Task> act) => _ = RunAsync(act);

    private async Task RunAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception thrown)
        {
            Checks.Fail("thrown", thrown.ToString());
        }
    }

    /// <summary>A call to a store: it arrives whether or not the caller still runs, and the answer may not.</summary>
    public Task<T> Call<T>(Lived caller, long toUs, long backUs, Func<T> work, Func<(int AfterMs, Exception Why)?> refuses, Func<(int AfterMs, Exception Why)?> loses)
    {
        var answer = new TaskCompletionSource<T>();
        Loop.After(null, toUs, () =>
        {
            if (refuses() is var (after, why))
            {
                Loop.After(caller, after * 1000L, () => answer.SetException(why));
                return;
            }
            var result = work();
            if (loses() is var (late, lost)) Loop.After(caller, late * 1000L, () => answer.SetException(lost));
            else Loop.After(caller, backUs, () => answer.SetResult(result));
        });
        return answer.Task;
    }

    public Decision Decide(IFloorView view, FloorCommand command, Moment moment) => Plants.Decide(Plant, view, command, moment, Rules);

    public CommitReply Commit(SimulatedNode node, CommitOrder order)
    {
        if (IsOver) return new CommitReply(CommitResult.Stale);
        var before = Redis.Image.Floor;
        var reply = Redis.Commit(order);
        if (reply.Result != CommitResult.Committed) return reply;
        var entry = reply.Entry!;
        foreach (var write in entry.Writes)
            foreach (var letter in write.Field) Mix(letter);
        Mix((ulong)entry.Sequence);
        Mix((ulong)Loop.Now);
        Say(() => $"commit    {entry.Epoch}.{entry.Sequence} by node {node.Number} for {entry.Actor.Kind} {entry.Actor.Id}: {Story.Of(entry)}");
        Checks.Committed(node, before, entry, Redis.Image.Floor);
        return reply;
    }

    public bool Publish(SimulatedNode node, long replaces, long epoch, string tag, IReadOnlyCollection<Contact> contacts, IReadOnlyCollection<Worker> workers, DateTimeOffset now)
    {
        var before = Redis.Image;
        if (!Redis.Publish(replaces, epoch, tag, contacts, workers, now)) return false;
        Count("epochs published");
        Mix((ulong)epoch);
        Say(() => $"publish   epoch {epoch} by node {node.Number}: {string.Join(' ', contacts.Where(contact => contact.IsLive).OrderBy(contact => contact.Id.Value, StringComparer.Ordinal).Select(contact => $"{contact.Id} {Story.Of(contact.State)}"))}");
        Checks.Published(before, Redis.Image.Floor);
        return true;
    }

    public int Close(long epoch)
    {
        if (Redis.Image is { Head: { } head, IsClosed: false }) Say(() => $"close     epoch {epoch}; the floor stands at {head.Epoch}.{head.Sequence}");
        Redis.Close(epoch);
        return 0;
    }

    public void Restored(SimulatedNode node, string why, long salvaged)
    {
        Count("restored: " + why);
        if (salvaged > 0) Count("restores that salvaged entries");
        Say(() => $"restored  by node {node.Number}, because {why}, {salvaged} entries salvaged");
    }

    private void Mix(ulong value) => Print = (Print ^ value) * 1099511628211UL;
}
