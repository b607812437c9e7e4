namespace Hotline.Server.Lines;

/// <summary>What is wrong with a line's routing. One that passes can be read by <see cref="RoutingReading"/> without a failure.</summary>
public static class RoutingCheck
{
    /// <summary>Member → sentences; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string[]> Find(Wire.RoutingView routing)
    {
        var found = new Findings();
        var rings = routing.RingSeconds ?? [];
        found.Unless(rings.Count <= Wire.RoutingRanges.MostRings && rings.All(Wire.RoutingRanges.Ring.Holds) && rings.Zip(rings.Skip(1)).All(pair => pair.First < pair.Second),
            "ringSeconds", "At most 6 times, 1 to 3600 seconds, each later than the one before.");
        found.Unless(Enum.IsDefined(routing.WishesHoldUpTo), "wishesHoldUpTo", "imminent, high, moderate or low.");
        found.Unless(Enum.IsDefined(routing.PreferredUpTo), "preferredUpTo", "imminent, high, moderate or low.");
        FindInLevels(found, routing);
        Between(found, routing.PreferredSeconds, "preferredSeconds");
        Between(found, routing.PreferredDays, "preferredDays");
        Between(found, routing.Reserve, "reserve");
        Between(found, routing.ReserveYieldsSeconds, "reserveYieldsSeconds");
        Between(found, routing.UnitCap, "unitCap");
        Between(found, routing.ChatUnits, "chatUnits");
        Between(found, routing.SmsUnits, "smsUnits");
        // What costs more than anybody has would wait for ever.
        found.Unless(routing.ChatUnits <= routing.UnitCap, "chatUnits", "At most the cap of units.");
        found.Unless(routing.SmsUnits <= routing.UnitCap, "smsUnits", "At most the cap of units.");
        Between(found, routing.ParallelOffers, "parallelOffers");
        Between(found, routing.ExcludeSeconds, "excludeSeconds");
        Between(found, routing.TakeOverFreeSeconds, "takeOverFreeSeconds");
        Between(found, routing.TransferSeconds, "transferSeconds");
        Between(found, routing.IdleMinutes, "idleMinutes");
        Between(found, routing.DebriefMinutes, "debriefMinutes");
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
            Between(found, levels[i].Level, Wire.RoutingRanges.Level, $"levels[{i}].level");
        }
        Between(found, routing.LanguageLevel, "languageLevel");
        Between(found, routing.SeniorLevel, "seniorLevel");
    }

    private static void FindInSurge(Findings found, Wire.SurgeView? surge)
    {
        if (found.IsMissing(surge, "surge")) return;
        Between(found, surge!.WrapUpSeconds, "surge.wrapUpSeconds");
        found.Unless(surge.OverflowLine is null || LineCheck.IsNumber(surge.OverflowLine), "surge.overflowLine", "A telephone number, or nothing.");
    }

    private static void FindInThresholds(Findings found, Wire.ThresholdsView? thresholds)
    {
        if (found.IsMissing(thresholds, "thresholds")) return;
        Between(found, thresholds!.MinimumStaff, "thresholds.minimumStaff");
        Between(found, thresholds.QueueLength, "thresholds.queueLength");
        Between(found, thresholds.BreakMinutes, "thresholds.breakMinutes");
        Between(found, thresholds.WrapUpMinutes, "thresholds.wrapUpMinutes");
        Between(found, thresholds.NotRespondingMinutes, "thresholds.notRespondingMinutes");
    }

    private static void Between(Findings found, int number, string member) => Between(found, number, Wire.RoutingRanges.Of(member), member);

    private static void Between(Findings found, int number, Wire.NumberRange range, string member) =>
        found.Unless(range.Holds(number), member, $"{range.Least} to {range.Most}.");
}
