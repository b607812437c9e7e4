namespace Hotline.Tests.Chaos.Faults;

internal static class SqlFaults
{
    private static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FullFor = TimeSpan.FromSeconds(8);

    /// <summary>Away for 30 s: hung (SIGSTOP of all its processes) or crashed (pg_ctl stop -m immediate), one of both.</summary>
    public static async Task<FaultEnd> StopAsync(Scene scene, CancellationToken cancel)
    {
        var hangs = scene.Chance.Happens(0.5);
        scene.Hurt();
        if (hangs)
        {
            await scene.Stage.Postgres.HangAsync(() => scene.Clock.Delay(StoppedFor, cancel));
        }
        else
        {
            await scene.Stage.Postgres.CrashAsync();
            await scene.Clock.Delay(StoppedFor, cancel);
            await scene.Stage.Postgres.LaunchAsync();
        }
        return new FaultEnd(scene.Heal(), hangs ? "SIGSTOP" : "immediate stop");
    }

    /// <summary>The small disk with PostgreSQL's data and log is full for 8 s; what ended itself over that is started again.</summary>
    public static async Task<FaultEnd> FillDiskAsync(Scene scene, CancellationToken cancel)
    {
        scene.Hurt();
        var bytes = await scene.Stage.Postgres.FillDiskAsync();
        await scene.Clock.Delay(FullFor, cancel);
        await scene.Stage.Postgres.FreeDiskAsync();
        var died = await scene.Stage.Postgres.LaunchIfDownAsync();
        return new FaultEnd(scene.Heal(), $"PostgreSQL's tmpfs, {bytes >> 20} MiB of ballast{(died ? ", PostgreSQL had ended itself" : "")}");
    }
}
