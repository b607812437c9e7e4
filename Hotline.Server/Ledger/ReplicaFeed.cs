using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Hints = System.Threading.Channels.Channel;
using Hotline.Server.Floor;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Keeps every line's copy at the head of its journal: by hint, and by looking every 250 ms.</summary>
internal sealed class ReplicaFeed(
    RedisStore store, RedisJournal journal, Replicas replicas, LedgerClock clock, IFloorSettings settings, LedgerHealth health, LedgerTelemetry telemetry,
    TimeProvider time, IOptions<LedgerOptions> options) : BackgroundService
{
    private const int ReadAtOnce = 256;
    private readonly ConcurrentDictionary<LineId, Channel<bool>> wakes = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var poll = TimeSpan.FromMilliseconds(options.Value.PollMilliseconds);
        List<Task> loops = [ClockAsync(stoppingToken)];
        HashSet<LineId> known = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var line in settings.Lines)
                if (known.Add(line)) loops.Add(LineAsync(line, poll, stoppingToken));
            await Task.Delay(poll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LineAsync(LineId line, TimeSpan poll, CancellationToken cancel)
    {
        var wake = wakes.GetOrAdd(line, _ => Hints.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
        var subscribed = false;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (!subscribed)
                {
                    await store.Connection.GetSubscriber().SubscribeAsync(new LineKeys(line).Hints, (_, message) => OnHint(line, message, wake.Writer));
                    subscribed = true;
                }
                await CatchUpAsync(line, cancel);
                health.Answered(line);
            }
            catch (Exception failed) when (failed is RedisException or TimeoutException)
            {
                health.Failed(line);
                telemetry.Failed(line, failed);
            }
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var woken = wake.Reader.WaitToReadAsync(timeout.Token).AsTask();
            await Task.WhenAny(woken, Task.Delay(poll, time, timeout.Token));
            await timeout.CancelAsync();
            wake.Reader.TryRead(out _);
        }
    }

    private void OnHint(LineId line, RedisValue message, ChannelWriter<bool> wake)
    {
        var text = message.ToString();
        // A hint that carries the next entry spares the round trip; anything else asks for a look.
        if (!text.Contains('\n', StringComparison.Ordinal) || !replicas.Of(line).Offer(EntryText.Parse(line, text))) wake.TryWrite(true);
    }

    /// <summary>Brings one line's copy to the head as it is now.</summary>
    public async Task CatchUpAsync(LineId line, CancellationToken cancel)
    {
        var replica = replicas.Of(line);
        var head = await journal.HeadAsync(line, cancel);
        if (head is null)
        {
            if (replica.State.Epoch != 0) replica.Clear();
            return;
        }
        var state = replica.State;
        if (replica.IsForked || (head.Epoch == state.Epoch && head.Sequence < state.Sequence && await IsBehindAsync(line, state)))
        {
            await GiveUpAsync(replica, head, cancel);
            return;
        }
        if (head.Epoch == state.Epoch && head.Sequence < state.Sequence) return;
        if (head.Epoch != state.Epoch)
        {
            if (state.Epoch != 0) replica.Clear();
            await SnapshotAsync(replica, head, cancel);
        }
        while (replica.State is { } now && now.Epoch == head.Epoch && now.Sequence < head.Sequence)
        {
            var count = (int)Math.Min(ReadAtOnce, head.Sequence - now.Sequence);
            var entries = await journal.ReadAsync(line, head.Epoch, now.Sequence + 1, count, cancel);
            if (entries.Any(entry => entry is null))
            {
                // Trimmed before it was read here: values first, then the journal from there.
                if (await journal.HeadAsync(line, cancel) is not { } later) return;
                await SnapshotAsync(replica, later, cancel);
                head = later;
                continue;
            }
            foreach (var entry in entries) replica.Offer(entry!);
            if (!replica.IsForked) continue;
            await GiveUpAsync(replica, head, cancel);
            return;
        }
        // The same place with another tag is another history.
        if (replica.State is { } there && there.Epoch == head.Epoch && there.Sequence == head.Sequence && there.Tag != head.Tag) await GiveUpAsync(replica, head, cancel);
    }

    /// <summary>Commits applied since the head was read are no rollback; a second look tells.</summary>
    private async Task<bool> IsBehindAsync(LineId line, FloorState seen) =>
        await journal.LastHeadAsync(line, CancellationToken.None) is { } again && again.Epoch == seen.Epoch && again.Sequence < seen.Sequence;

    /// <summary>Redis lost what this node has seen of it: nobody commits to that floor any more, and the recorder begins a new epoch.</summary>
    private async Task GiveUpAsync(LineReplica replica, LineHead head, CancellationToken cancel)
    {
        telemetry.LogBehind(replica.Line.Value, head.Epoch, head.Sequence, replica.State.Sequence);
        await journal.CloseAsync(replica.Line, head.Epoch, cancel);
        replica.Clear();
    }

    private async Task SnapshotAsync(LineReplica replica, LineHead head, CancellationToken cancel)
    {
        var values = await journal.ScanAsync(replica.Line, head.Epoch);
        var snapshot = FloorState.Build(head.Epoch, head.Sequence, head.Tag, clock.Now, values, settings.RulesOf(replica.Line));
        // Values may be newer than the noted head; the copy is whole once the journal is replayed to where it is now.
        if (await journal.HeadAsync(replica.Line, cancel) is not { } now || now.Epoch != head.Epoch) return;
        for (var from = head.Sequence + 1; from <= now.Sequence; from += ReadAtOnce)
        {
            var entries = await journal.ReadAsync(replica.Line, head.Epoch, from, (int)Math.Min(ReadAtOnce, now.Sequence - from + 1), cancel);
            foreach (var entry in entries)
            {
                if (entry is null) return;
                snapshot = snapshot.Apply(entry, settings.RulesOf(replica.Line));
            }
        }
        replica.Replace(snapshot);
        telemetry.LogSnapshot(replica.Line.Value, snapshot.Epoch, snapshot.Sequence, snapshot.Contacts.Count, snapshot.Workers.Count);
    }

    private async Task ClockAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var before = time.GetUtcNow();
                var reply = (RedisResult[])(await store.Database.ExecuteAsync("TIME"))!;
                var after = time.GetUtcNow();
                var seconds = long.Parse(reply[0].ToString(), CultureInfo.InvariantCulture);
                var micros = long.Parse(reply[1].ToString(), CultureInfo.InvariantCulture);
                // A slow answer says little about the clock.
                if (after - before < TimeSpan.FromMilliseconds(50)) clock.Measure(before, DateTimeOffset.FromUnixTimeSeconds(seconds).AddMicroseconds(micros), after);
            }
            catch (Exception failed) when (failed is RedisException or TimeoutException)
            {
                telemetry.Failed(new LineId("-"), failed);
            }
            await Task.Delay(TimeSpan.FromSeconds(2), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
