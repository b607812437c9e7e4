namespace Hotline.Tests.Simulation;

/// <summary>What a run came to.</summary>
/// <param name="Print">Equal for equal runs.</param>
internal sealed record RunResult(Scenario Scenario, Fault? Fault, long Steps, int Contacts, ulong Print, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<string> Told);

/// <summary>Plays one scenario: happenings while faults last, then the quiet phase, then the last look.</summary>
internal static class SimulatedRun
{
    public static RunResult Of(Scenario scenario, string? plant = null, Defences? defences = null, bool traces = false)
    {
        var world = new World(scenario, plant, defences ?? new Defences(), traces);
        var lives = new int[scenario.Nodes];
        for (var i = 0; i < scenario.Nodes; i++) world.Nodes.Add(new SimulatedNode(world, i, 0));
        for (var i = 0; i < scenario.Workers; i++) world.Consoles.Add(new SimulatedConsole(world, i));
        var channels = Enumerable.Range(0, 1 + scenario.Happenings.Where(one => one.Kind == Kind.Arrival).Select(one => one.Subject).DefaultIfEmpty(-1).Max())
            .Select(i => new SimulatedChannel(world, i)).ToArray();
        // On the loop: an await begun outside would come back on another thread.
        world.Loop.After(null, 0, () =>
        {
            foreach (var node in world.Nodes) node.Start();
            foreach (var console in world.Consoles) world.Act(console.LiveAsync);
        });
        foreach (var happening in scenario.Happenings)
            world.Loop.After(null, happening.AtMs * 1000, () =>
            {
                world.Say(() => "HAPPENS   " + happening.ToString().Trim());
                if (happening.IsFault) world.Checks.Unwell();
                if (happening.Kind < Kind.ConsoleCut) Play(world, channels, happening);
                else Harm.Do(world, lives, happening);
            });
        world.Loop.After(null, scenario.FaultsEndMs * 1000, () =>
        {
            world.Say(() => "QUIET");
            Harm.Mend(world, lives);
        });
        for (var ms = 1000L; ms < scenario.EndMs && !world.Loop.IsStopped; ms += 1000)
        {
            world.Loop.RunUntil(ms);
            if (!world.Loop.IsStopped) world.Checks.Look();
        }
        world.IsOver = true;
        if (!world.Loop.IsStopped) world.Loop.RunUntil(scenario.EndMs + 2000);
        if (!world.Loop.IsStopped) world.Checks.Finish();
        return new RunResult(scenario, world.Checks.Found, world.Loop.Steps, channels.Length, world.Print, world.Counts, world.Told);
    }

    private static void Play(World world, SimulatedChannel[] channels, Happening happening)
    {
        if (happening.Kind == Kind.Break)
        {
            world.Consoles[happening.Subject].SendBreak(happening.ForMs);
            return;
        }
        if (happening.Subject >= channels.Length) return;
        var channel = channels[happening.Subject];
        world.Act(() => happening.Kind switch
        {
            Kind.Arrival => channel.ArriveAsync(),
            Kind.Withdrawal => channel.WithdrawAsync(),
            Kind.Evidence => channel.AddEvidenceAsync((int)(happening.AtMs % 97)),
            _ => channel.ForceAsync(happening.Kind),
        });
    }
}

/// <summary>The faults of a scenario, done and undone.</summary>
internal static class Harm
{
    public static void Do(World world, int[] lives, Happening happening)
    {
        var (redis, sql, loop) = (world.Redis, world.Sql, world.Loop);
        world.Count("fault " + happening.Kind);
        switch (happening.Kind)
        {
            case Kind.ConsoleCut or Kind.ConsoleClosed:
                world.Consoles[happening.Subject].Cut(happening.ForMs);
                break;
            case Kind.NodeKilled:
                Restart(world, lives, happening.Subject, happening.ForMs);
                break;
            case Kind.NodePaused:
                var paused = world.Nodes[happening.Subject];
                paused.PausedUntil = Math.Max(paused.PausedUntil, Math.Min(loop.NowMs + happening.ForMs, world.Scenario.FaultsEndMs));
                break;
            case Kind.NodeCut:
                world.Nodes[happening.Subject].CutFromRedisUntil = loop.NowMs + happening.ForMs;
                break;
            case Kind.RedisAway:
                redis.IsUp = false;
                loop.After(null, happening.ForMs * 1000L, () => redis.IsUp = true);
                break;
            case Kind.RedisRolledBack:
                redis.Restart(happening.ForMs);
                break;
            case Kind.RedisWiped:
                redis.Restart(-1);
                break;
            case Kind.RedisSlow:
                redis.ExtraLatencyMs = 150;
                loop.After(null, happening.ForMs * 1000L, () => redis.ExtraLatencyMs = 0);
                break;
            case Kind.RedisAnswersLost:
                redis.LosesAnswers = 0.2;
                loop.After(null, happening.ForMs * 1000L, () => redis.LosesAnswers = 0);
                break;
            case Kind.HintsLost:
                redis.LosesHints = 0.7;
                loop.After(null, happening.ForMs * 1000L, () => redis.LosesHints = 0);
                break;
            case Kind.SqlAway:
                sql.IsUp = false;
                loop.After(null, happening.ForMs * 1000L, () => sql.IsUp = true);
                break;
            case Kind.SqlAnswersLost:
                sql.LosesAnswers = 0.3;
                loop.After(null, happening.ForMs * 1000L, () => sql.LosesAnswers = 0);
                break;
        }
    }

    /// <summary>Everything answers again; what was killed is back.</summary>
    public static void Mend(World world, int[] lives)
    {
        (world.Redis.IsUp, world.Redis.LosesAnswers, world.Redis.LosesHints, world.Redis.ExtraLatencyMs) = (true, 0, 0, 0);
        (world.Sql.IsUp, world.Sql.LosesAnswers) = (true, 0);
        world.Checks.Unwell();
        foreach (var console in world.Consoles) console.Mend();
        for (var i = 0; i < world.Nodes.Count; i++)
        {
            world.Nodes[i].CutFromRedisUntil = 0;
            if (world.Nodes[i].IsGone) Restart(world, lives, i, 0);
        }
    }

    private static void Restart(World world, int[] lives, int number, int afterMs)
    {
        world.Nodes[number].Kill();
        var life = ++lives[number];
        world.Loop.After(null, afterMs * 1000L, () =>
        {
            // Killed again, or mended, meanwhile.
            if (lives[number] != life || !world.Nodes[number].IsGone) return;
            world.Nodes[number] = new SimulatedNode(world, number, life);
            world.Nodes[number].Start();
        });
    }
}
