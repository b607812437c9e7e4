using System.Globalization;
using Hotline.Tests.Bench.Faults;

namespace Hotline.Tests.Bench;

/// <summary>A console or a node is gone without a word: how long until somebody else is shown what it had, beside a stalled job of the peer.</summary>
internal sealed class Recover : BenchGroup
{
    private const string Console = "recover-console";
    private const string Node = "recover-node";
    private const string NodeOffered = "recover-node-offered";
    private const string PeerTuned = "recover-peer-tuned";
    private const int Runs = 5;
    private static readonly TimeSpan TunedLock = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TunedLook = TimeSpan.FromSeconds(2.5);

    public override string Name => "recover";
    public override IReadOnlyList<string> Cases => [Console, Node, NodeOffered, PeerTuned];

    public override async Task<IReadOnlyList<BenchCase>> RunAsync(BenchGround ground, IReadOnlySet<string> wanted, CancellationToken cancel)
    {
        // All of these mostly wait: the peer's minute, and both of ours, beside each other.
        var peer = await ground.PeerAsync();
        var theirs = peer.StalledAsync(Runs, null, null);
        var tuned = wanted.Contains(PeerTuned) ? peer.StalledAsync(Runs, TunedLock, TunedLook) : Task.FromResult<double[]>([]);
        var consoles = wanted.Contains(Console) ? VanishedConsoles.RunAsync(ground, Runs, cancel) : Task.FromResult<VanishedConsoles.Figures>(new([], []));
        var nodes = wanted.Contains(Node) || wanted.Contains(NodeOffered) ? KilledNodes.RunAsync(ground, Runs, cancel) : Task.FromResult<KilledNodes.Figures>(new([], []));
        var (silent, closed) = await consoles;
        var (posted, offered) = await nodes;
        await ground.SayAsync("recover: waiting for the peer's stalled jobs …");
        BenchCase[] cases =
        [
            new BenchCase(Console, "s")
            {
                Note = string.Create(CultureInfo.InvariantCulture, $"A console that showed an offer stays connected and answers no beat any more, until another one is shown that contact; with the connection closed instead {BenchCase.Median(closed):0.0} s. The peer: BullMQ's defaults, a worker's process killed."),
            }.Aiming("<= 15 s", one => one.Ours <= 15),
            new BenchCase(Node, "s")
            {
                Note = "Of two nodes the one that leads is killed; a contact posted to the other at once, until it is shown at a console there.",
            }.Aiming("<= 5 s", one => one.Ours <= 5),
            new BenchCase(NodeOffered, "s") { Note = "A contact that was shown at a console of the killed node, until a console of the other one is shown it." },
            new BenchCase(PeerTuned, "s") { Note = "The peer with lockDuration 5 s and stalledInterval 2.5 s." },
        ];
        var stalled = await theirs;
        foreach (var (one, ours, peers) in (ReadOnlySpan<(BenchCase, double[], double[])>)[(cases[0], silent, stalled), (cases[1], posted, stalled), (cases[2], offered, stalled), (cases[3], [], await tuned)])
        {
            one.Runs.Ours.AddRange(ours);
            one.Runs.Peer.AddRange(peers);
        }
        return [.. cases.Where(one => wanted.Contains(one.Name))];
    }
}
