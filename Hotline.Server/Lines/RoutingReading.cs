using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Lines;

/// <summary>A line's routing and what supervisors switched: as kept, as on the wire, and as the floor's rules.</summary>
public static class RoutingReading
{
    public static Wire.RoutingView View(LineRecord row) => (row.Routing.Length == 0
        ? Wire.RoutingView.Defaults(row.Id)
        : JsonSerializer.Deserialize<Wire.RoutingView>(row.Routing, LineReading.Kept)!) with { Line = row.Id, Version = row.Version };

    /// <summary>Takes over what <see cref="RoutingCheck"/> has passed, and counts the version on.</summary>
    public static void Write(LineRecord row, Wire.RoutingView view)
    {
        var kept = view with
        {
            Line = row.Id,
            Version = 0,
            RingSeconds = view.RingSeconds ?? [],
            Levels = [.. (view.Levels ?? []).OrderByDescending(level => level.Band)],
            Surge = view.Surge with { OverflowLine = view.Surge.OverflowLine?.Trim() },
        };
        row.Routing = JsonSerializer.Serialize(kept, LineReading.Kept);
        row.Version++;
    }

    /// <summary>SHA-256 of all settings, hex: what the audit chain keeps of them.</summary>
    public static string Hash(LineRecord row) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(View(row) with { Version = 0 }, LineReading.Kept)));

    /// <summary>Members that are not the same, by their names on the wire, in order.</summary>
    public static IReadOnlyList<string> Differences(Wire.RoutingView before, Wire.RoutingView after) => LineReading.Changed(before, after);

    public static Wire.LineModeView Mode(LineRecord row) =>
        row.Mode.Length == 0 ? Wire.LineModeView.Usual : JsonSerializer.Deserialize<Wire.LineModeView>(row.Mode, LineReading.Kept)!;

    public static void WriteMode(LineRecord row, Wire.LineModeView mode) => row.Mode = JsonSerializer.Serialize(mode, LineReading.Kept);

    /// <summary>The number that whoever cannot be answered is told.</summary>
    public static string? Overflow(LineRecord row) =>
        (Mode(row).Surge is null ? null : View(row).Surge.OverflowLine) ?? row.OverflowLine;

    /// <param name="minute">How long a minute of a worker's attendance lasts (<see cref="LinesOptions.Minute"/>).</param>
    public static FloorRules Rules(LineRecord row, ImmutableDictionary<Band, Target> targets, TimeSpan minute)
    {
        var (routing, mode) = (View(row), Mode(row));
        return FloorRules.Default with
        {
            OfferFor = targets.ToImmutableDictionary(target => target.Key, target => target.Value.Offer),
            WrapUpFor = Seconds(mode.Surge is null ? row.WrapUpSeconds : Math.Min(row.WrapUpSeconds, routing.Surge.WrapUpSeconds)),
            Rings = [.. routing.RingSeconds.Select(Seconds)],
            WishesHoldUpTo = (Band)routing.WishesHoldUpTo,
            PreferredFor = Seconds(routing.PreferredSeconds),
            PreferredUpTo = (Band)routing.PreferredUpTo,
            LevelFor = routing.Levels.ToImmutableDictionary(level => (Band)level.Band, level => level.Level),
            LanguageLevel = routing.LanguageLevel,
            Reserve = mode.Surge is not null && routing.Surge.LiftReserve ? 0 : routing.Reserve,
            SeniorLevel = routing.SeniorLevel,
            ReserveYieldsAfter = Seconds(routing.ReserveYieldsSeconds),
            ChatUnits = routing.ChatUnits,
            SmsUnits = routing.SmsUnits,
            TextCap = routing.UnitCap,
            ParallelOffers = routing.ParallelOffers,
            ExcludeFor = Seconds(routing.ExcludeSeconds),
            Diverted = mode.Diverted is not null,
            PullNext = routing.PullNext,
            TakeOverFreeFor = Seconds(routing.TakeOverFreeSeconds),
            TransferFor = Seconds(routing.TransferSeconds),
            IdleAfter = minute * routing.IdleMinutes,
            IdleAnswerFor = minute,
            DebriefFor = minute * routing.DebriefMinutes,
        };
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
