namespace Hotline.Tests.Chaos.Faults;

internal static class RedisFaults
{
    private static readonly TimeSpan HungFor = TimeSpan.FromSeconds(3);

    /// <summary>SIGKILL and a start on its append-only file; recovery counts from the kill.</summary>
    public static async Task<FaultEnd> KillAsync(Scene scene, CancellationToken cancel)
    {
        scene.Hurt();
        var killed = scene.Clock.Now;
        await scene.Stage.Redis.KillAsync();
        await scene.Stage.Redis.LaunchAsync();
        scene.Heal(killed);
        return new FaultEnd(killed, "with its append-only file");
    }

    /// <summary>FLUSHALL.</summary>
    public static async Task<FaultEnd> WipeAsync(Scene scene, CancellationToken cancel)
    {
        scene.Hurt();
        await scene.Stage.Redis.WipeAsync();
        return new FaultEnd(scene.Heal(), "FLUSHALL");
    }

    /// <summary>Stopped, and started on append-only files some seconds older.</summary>
    public static async Task<FaultEnd> RollBackAsync(Scene scene, CancellationToken cancel)
    {
        var copy = scene.Stage.Redis.KeepCopy();
        var copied = scene.Clock.Now;
        await scene.Clock.Delay(scene.Chance.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6)), cancel);
        scene.Hurt();
        await scene.Stage.Redis.KillAsync();
        var older = scene.Clock.Now - copied;
        scene.Stage.Redis.PutBack(copy);
        await scene.Stage.Redis.LaunchAsync();
        return new FaultEnd(scene.Heal(), $"by {older.TotalSeconds:0.0} s");
    }

    /// <summary>SIGSTOP for 3 s.</summary>
    public static async Task<FaultEnd> HangAsync(Scene scene, CancellationToken cancel)
    {
        scene.Hurt();
        await scene.Stage.Redis.HangAsync(() => scene.Clock.Delay(HungFor, cancel));
        return new FaultEnd(scene.Heal(), "3 s");
    }
}
