using System.Collections.Concurrent;
using System.Threading.Channels;
using Hints = System.Threading.Channels.Channel;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Keeps every line's copy at the head of its journal: by hint, and by looking every 250 ms.</summary>
internal sealed class ReplicaFeed(RedisStore store, Replicas replicas, CatchUp catchUp, IFloorSettings settings, FeedSigns signs, IOptions<LedgerOptions> options)
    : BackgroundService
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<LineId, Channel<bool>> wakes = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var poll = TimeSpan.FromMilliseconds(options.Value.PollMilliseconds);
        List<Task> loops = [];
        HashSet<LineId> known = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var line in settings.Lines)
                if (known.Add(line)) loops.Add(LineAsync(line, poll, stoppingToken));
            await Task.Delay(poll, signs.Time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
                await catchUp.RunAsync(line, cancel);
                signs.Health.Answered(line);
            }
            // Whatever it is: a copy that stands still shows everybody an old floor.
            catch (Exception failed) when (!cancel.IsCancellationRequested)
            {
                signs.Health.Failed(line);
                signs.Telemetry.Failed(line, failed);
            }
            signs.Beats.Beat("replica:" + line.Value, LateAfter);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var woken = wake.Reader.WaitToReadAsync(timeout.Token).AsTask();
            await Task.WhenAny(woken, Task.Delay(poll, signs.Time, timeout.Token));
            await timeout.CancelAsync();
            wake.Reader.TryRead(out _);
        }
    }

    private void OnHint(LineId line, RedisValue message, ChannelWriter<bool> wake)
    {
        var text = message.ToString();
        var replica = replicas.Of(line);
        // A hint that carries the next entry spares the round trip; anything else asks for a look.
        if (!text.Contains('\n', StringComparison.Ordinal)) wake.TryWrite(true);
        else if (!replica.Knows(EntryText.Place(text)) && !replica.Offer(EntryText.Parse(line, text))) wake.TryWrite(true);
    }
}

/// <summary>Where the feed shows how it is.</summary>
internal sealed record FeedSigns(LedgerHealth Health, LedgerTelemetry Telemetry, LoopBeats Beats, TimeProvider Time);
