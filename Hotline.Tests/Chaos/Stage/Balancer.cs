using Hotline.Server.Drill;

namespace Hotline.Tests.Chaos.Stage;

/// <summary>What stands before the nodes in a deployment: new connections go to a node that answers its health check, at random.</summary>
internal sealed class Balancer(IReadOnlyList<NodeProcess> nodes, Chance chance, DrillClock clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private volatile NodeProcess[] healthy = [.. nodes];

    /// <summary>A node that answered last; any when none did.</summary>
    public NodeProcess Choose()
    {
        var among = healthy is { Length: > 0 } known ? known : [.. nodes];
        return among[(int)(chance.Next() * among.Length)];
    }

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(nodes.Select(node => WatchAsync(node, stop)));

    private async Task WatchAsync(NodeProcess node, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var answers = await node.AnswersAsync();
            lock (nodes)
                healthy = answers ? [.. healthy.Append(node).Distinct()] : [.. healthy.Where(one => one != node)];
            await clock.Delay(Every, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
