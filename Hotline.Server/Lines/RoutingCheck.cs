namespace Hotline.Server.Lines;

/// <summary>What is wrong with a line's routing. One that passes can be read by <see cref="RoutingReading"/> without a failure.</summary>
public static class RoutingCheck
{
    public const int MostRings = 6;

    /// <summary>Member → sentences; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string[]> Find(Wire.RoutingView routing)
    {
        var found = new Findings();
        var rings = routing.RingSeconds ?? [];
        found.Unless(rings.Count <= MostRings && rings.All(at => at is >= 1 and <= 3600) && rings.Zip(rings.Skip(1)).All(pair => pair.First < pair.Second),
            "ringSeconds", "At most 6 times, 1 to 3600 seconds, each later than the one before.");
        found.Unless(Enum.IsDefined(routing.WishesHoldUpTo), "wishesHoldUpTo", "imminent, high, moderate or low.");
        found.Unless(Enum.IsDefined(routing.PreferredUpTo), "preferredUpTo", "imminent, high, moderate or low.");
        FindInLevels(found, routing);
        Between(found, routing.PreferredSeconds, 0, 600, "preferredSeconds");
        Between(found, routing.PreferredDays, 0, 365, "preferredDays");
        Between(found, routing.Reserve, 0, 100, "reserve");
        Between(found, routing.ReserveYieldsSeconds, 0, 3600, "reserveYieldsSeconds");
        Between(found, routing.UnitCap, 1, 10, "unitCap");
        Between(found, routing.ChatUnits, 1, routing.UnitCap, "chatUnits");
        Between(found, routing.SmsUnits, 1, routing.UnitCap, "smsUnits");
        Between(found, routing.ParallelOffers, 1, 10, "parallelOffers");
        Between(found, routing.ExcludeSeconds, 0, 86_400, "excludeSeconds");
        Between(found, routing.TakeOverFreeSeconds, 0, 600, "takeOverFreeSeconds");
        Between(found, routing.TransferSeconds, 10, 600, "transferSeconds");
        Between(found, routing.IdleMinutes, 0, 480, "idleMinutes");
        Between(found, routing.DebriefMinutes, 1, 120, "debriefMinutes");
        FindInSurge(found, routing.Surge);
        FindInThresholds(found, routing.Thresholds);
        return found.ByMember();
    }

    private static void FindInLevels(Findings found, Wire.RoutingView routing)
    {
        var levels = routing.Levels ?? [];
        found.Unless(levels.Select(level => level?.Band).Distinct().Count() == levels.Count, "levels", "Each band once.");
        for (var i = 0; i < levels.Count; i++)
        {
            if (found.IsMissing(levels[i], $"levels[{i}]")) continue;
            found.Unless(Enum.IsDefined(levels[i].Band), $"levels[{i}].band", "imminent, high, moderate or low.");
            Between(found, levels[i].Level, 1, Floor.WorkerProfile.HighestLevel, $"levels[{i}].level");
        }
        Between(found, routing.LanguageLevel, 1, Floor.WorkerProfile.HighestLevel, "languageLevel");
        Between(found, routing.SeniorLevel, 1, Floor.WorkerProfile.HighestLevel, "seniorLevel");
    }

    private static void FindInSurge(Findings found, Wire.SurgeView? surge)
    {
        if (found.IsMissing(surge, "surge")) return;
        Between(found, surge!.WrapUpSeconds, 1, (int)LineCheck.LongestWrapUp.TotalSeconds, "surge.wrapUpSeconds");
        found.Unless(surge.OverflowLine is null || LineCheck.IsNumber(surge.OverflowLine), "surge.overflowLine", "A telephone number, or nothing.");
    }

    private static void FindInThresholds(Findings found, Wire.ThresholdsView? thresholds)
    {
        if (found.IsMissing(thresholds, "thresholds")) return;
        Between(found, thresholds!.MinimumStaff, 0, 1000, "thresholds.minimumStaff");
        Between(found, thresholds.QueueLength, 0, 100_000, "thresholds.queueLength");
        Between(found, thresholds.BreakMinutes, 1, 480, "thresholds.breakMinutes");
        Between(found, thresholds.WrapUpMinutes, 1, 480, "thresholds.wrapUpMinutes");
        Between(found, thresholds.NotRespondingMinutes, 1, 480, "thresholds.notRespondingMinutes");
    }

    private static void Between(Findings found, int number, int least, int most, string member) =>
        found.Unless(number >= least && number <= most, member, $"{least} to {most}.");
}
