using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Hotline.Server.Floor;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Decides on this node's copy, commits against the versions it read; what moved is fetched with the refusal and decided again.</summary>
internal sealed class RedisLedger : ILedger, IGuardedLedger, ICarryingLedger
{
    private const int Attempts = 24;
    private readonly RedisStore store;
    private readonly Replicas replicas;
    private readonly LedgerClock clock;
    private readonly LedgerTelemetry telemetry;
    private readonly LedgerPipelines pipelines;
    private readonly long mostUnrecorded;

    public RedisLedger(RedisStore store, Replicas replicas, LedgerClock clock, LedgerTelemetry telemetry, LedgerPipelines pipelines, IOptions<LedgerOptions> options)
    {
        (this.store, this.replicas, this.clock, this.telemetry, this.pipelines) = (store, replicas, clock, telemetry, pipelines);
        mostUnrecorded = options.Value.MostUnrecordedMiB * 1024L * 1024;
        replicas.Moved += (line, entry) => Moved?.Invoke(line, entry);
    }

    public event Action<LineId, JournalEntry?>? Moved;

    public DateTimeOffset Now => clock.Now;

    public FloorState State(LineId line) => replicas.Of(line).State;

    public Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, CancellationToken cancel = default) =>
        ExecuteAsync(line, id, actor, command, null, null, cancel);

    public Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, LeaseGuard? guard, CancellationToken cancel) =>
        ExecuteAsync(line, id, actor, command, guard, null, cancel);

    public Task<LedgerAnswer> CarryAsync(LineId line, CommandId id, Actor actor, FloorCommand command, string sealedText, CancellationToken cancel) =>
        ExecuteAsync(line, id, actor, command, null, sealedText, cancel);

    private async Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, LeaseGuard? guard, string? sealedText, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await TryAsync(line, id, actor, command, guard, Burden.Of(command, sealedText, mostUnrecorded), cancel);
        }
        catch (Exception failed) when (failed is RedisException or RedisTimeoutException or TimeoutException or Polly.Timeout.TimeoutRejectedException or Polly.CircuitBreaker.BrokenCircuitException)
        {
            telemetry.Failed(line, failed);
            return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
        }
        finally
        {
            telemetry.Took(Stopwatch.GetElapsedTime(started));
        }
    }

    private async Task<LedgerAnswer> TryAsync(LineId line, CommandId id, Actor actor, FloorCommand command, LeaseGuard? guard, Burden burden, CancellationToken cancel)
    {
        if (!id.IsWellFormed) throw new ArgumentException("Not a command id; the journal could not be read any more.", nameof(id));
        var replica = replicas.Of(line);
        Dictionary<string, (long Version, EntityWrite Write)> fresh = [];
        var certain = false;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var state = replica.State;
            if (state.Epoch == 0) return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
            // What the copy has meanwhile read itself is no longer fresher than it.
            foreach (var old in fresh.Where(value => state.Versions.GetValueOrDefault(value.Key, TrackedView.Missing) > value.Value.Version).Select(value => value.Key).ToArray()) fresh.Remove(old);
            var view = new TrackedView(state, fresh);
            var decision = FloorDecision.Decide(view, command, new Moment(clock.Now, state.Epoch), replica.RulesNow);
            if (decision is not Decision.Changed changed)
            {
                // A refusal from an old copy is not an answer: look at Redis once.
                if (certain) return decision is Decision.Refused refused ? new LedgerAnswer.Refused(refused.Why) : new LedgerAnswer.Unchanged(state.Epoch, state.Sequence);
                if (await VerifyAsync(line, state, id, view.Reads, fresh) is { } answer) return answer;
                certain = true;
                continue;
            }
            var commit = new CommitCall(line, state, id, actor, changed, view.Reads, guard, replica.Rules, clock.Now, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), burden);
            var reply = await CommitAsync(replica, commit, cancel);
            switch (reply[0].ToString())
            {
                case "committed":
                    var entry = commit.Entry(Number(reply[1]), Number(reply[2]), reply[3].ToString());
                    clock.Saw(entry.At);
                    if (entry.Carries) replica.Carried(entry, burden.Sealed);
                    replica.Offer(entry);
                    return new LedgerAnswer.Committed(entry, false);
                case "repeated":
                    return new LedgerAnswer.Committed(EntryText.Parse(line, reply[1].ToString()), true);
                case "moved":
                    telemetry.Conflict();
                    for (var i = 1; i < reply.Length; i += 2) fresh[reply[i].ToString()] = EntryText.ParseStored(reply[i].ToString(), reply[i + 1].ToString());
                    certain = false;
                    break;
                case "guarded":
                    return new LedgerAnswer.Refused(Refusal.NothingDue);
                case "full":
                    return new LedgerAnswer.Refused(Refusal.RecordsFull);
                case "stale":
                    return new LedgerAnswer.Refused(Refusal.StaleCommand);
                default:
                    // Another epoch or none, or a store that lost what this node has seen: the feed will find out.
                    return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
            }
        }
        return new LedgerAnswer.Refused(Refusal.Contended);
    }

    private async Task<RedisResult[]> CommitAsync(LineReplica replica, CommitCall commit, CancellationToken cancel)
    {
        replica.Expect(commit.Tag);
        try
        {
            return (RedisResult[])(await pipelines.CommitOf(replica.Line).ExecuteAsync(static async (call, _) => await call.store.Database.ScriptEvaluateAsync(LuaScripts.Commit, call.commit.Keys, call.commit.Arguments), (store, commit), cancel))!;
        }
        finally
        {
            replica.Settle(commit.Tag);
        }
    }

    /// <summary>Reads what a refusal rests on from Redis itself; an answer when the command id committed before or the epoch is over.</summary>
    private async Task<LedgerAnswer?> VerifyAsync(LineId line, FloorState state, CommandId id, Dictionary<string, long> reads, Dictionary<string, (long, EntityWrite)> fresh)
    {
        var keys = new LineKeys(line);
        var database = store.Database;
        var metaTask = database.HashGetAsync(keys.Meta, ["epoch", "closed"]);
        var earlierTask = database.HashGetAsync(keys.Commands(state.Epoch), id.Value);
        var fields = reads.Keys.ToArray();
        var valuesTask = fields.Length == 0 ? Task.FromResult<RedisValue[]>([]) : database.HashGetAsync(keys.Floor(state.Epoch), Array.ConvertAll(fields, field => (RedisValue)field));
        var meta = await metaTask;
        if (meta[0] != state.Epoch || !meta[1].IsNull) return new LedgerAnswer.Refused(Refusal.LedgerUnavailable);
        var earlier = await earlierTask;
        var values = await valuesTask;
        if (!earlier.IsNull)
        {
            var text = await database.HashGetAsync(keys.Journal(state.Epoch), earlier);
            return text.IsNull ? new LedgerAnswer.Refused(Refusal.StaleCommand) : new LedgerAnswer.Committed(EntryText.Parse(line, text.ToString()), true);
        }
        for (var i = 0; i < fields.Length; i++) fresh[fields[i]] = EntryText.ParseStored(fields[i], values[i].IsNull ? null : values[i].ToString());
        return null;
    }

    private static long Number(RedisResult value) => long.Parse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>Commits that also hold on a console's lease.</summary>
internal interface IGuardedLedger
{
    Task<LedgerAnswer> ExecuteAsync(LineId line, CommandId id, Actor actor, FloorCommand command, LeaseGuard? guard, CancellationToken cancel);
}

/// <summary>Commits that carry something sealed past a SQL that is away.</summary>
public interface ICarryingLedger
{
    /// <param name="sealedText">Opaque here; stays beside the entry until the entry is recorded.</param>
    Task<LedgerAnswer> CarryAsync(LineId line, CommandId id, Actor actor, FloorCommand command, string sealedText, CancellationToken cancel);
}
