namespace Hotline.Tests.Chaos.Faults;

internal static class NodeFaults
{
    private static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(20);

    /// <summary>SIGKILL, and started again at once; recovery counts from the kill.</summary>
    public static async Task<FaultEnd> KillAsync(Scene scene, CancellationToken cancel)
    {
        var node = scene.Pick(scene.Stage.Nodes);
        scene.Hurt();
        var killed = scene.Clock.Now;
        await node.KillAsync();
        scene.Heal(killed);
        node.Launch();
        return new FaultEnd(killed, node.Name);
    }

    /// <summary>SIGSTOP for 20 s: its connections stay open and nobody answers. The other node has the floor meanwhile.</summary>
    public static async Task<FaultEnd> StopAsync(Scene scene, CancellationToken cancel)
    {
        var node = scene.Pick(scene.Stage.Nodes);
        scene.Hurt();
        await node.HangAsync(() => scene.Clock.Delay(StoppedFor, cancel));
        return new FaultEnd(scene.Heal(), node.Name);
    }
}
