using System.Text.Json;
using Hotline.Contracts;

namespace Hotline.Console.Admin.Routing;

public sealed class RingDraft
{
    public int Seconds { get; set; }
}

/// <summary>Least level for a band; 1 = anybody.</summary>
public sealed class LevelDraft
{
    public required Band Band { get; init; }
    public int Level { get; set; } = 1;
}

/// <summary>A line's routing while it is edited.</summary>
public sealed class RoutingDraft
{
    private string loaded = "";

    public required string Line { get; init; }
    public List<RingDraft> Rings { get; init; } = [];
    public Band WishesHoldUpTo { get; set; }
    public int PreferredSeconds { get; set; }
    public int PreferredDays { get; set; }
    public Band PreferredUpTo { get; set; }
    public List<LevelDraft> Levels { get; init; } = [];
    public int LanguageLevel { get; set; }
    public int Reserve { get; set; }
    public int SeniorLevel { get; set; }
    public int ReserveYieldsSeconds { get; set; }
    public int ChatUnits { get; set; }
    public int SmsUnits { get; set; }
    public int UnitCap { get; set; }
    public int ParallelOffers { get; set; }
    public int ExcludeSeconds { get; set; }
    public bool PullNext { get; set; }
    public int TakeOverFreeSeconds { get; set; }
    public int TransferSeconds { get; set; }
    public int IdleMinutes { get; set; }
    public int DebriefMinutes { get; set; }
    public int SurgeWrapUpSeconds { get; set; }
    public string SurgeOverflowLine { get; set; } = "";
    public bool LiftReserve { get; set; }
    public int MinimumStaff { get; set; }
    public int QueueLength { get; set; }
    public int BreakMinutes { get; set; }
    public int WrapUpMinutes { get; set; }
    public int NotRespondingMinutes { get; set; }
    public int Version { get; init; }

    /// <summary>Something is not as it was read.</summary>
    public bool IsChanged => Print() != loaded;

    public static RoutingDraft Of(RoutingView view)
    {
        var draft = new RoutingDraft
        {
            Line = view.Line,
            Rings = [.. view.RingSeconds.Select(seconds => new RingDraft { Seconds = seconds })],
            WishesHoldUpTo = view.WishesHoldUpTo,
            PreferredSeconds = view.PreferredSeconds,
            PreferredDays = view.PreferredDays,
            PreferredUpTo = view.PreferredUpTo,
            Levels = [.. Enum.GetValues<Band>().Reverse().Select(band => new LevelDraft { Band = band, Level = view.Levels.FirstOrDefault(level => level.Band == band)?.Level ?? 1 })],
            LanguageLevel = view.LanguageLevel,
            Reserve = view.Reserve,
            SeniorLevel = view.SeniorLevel,
            ReserveYieldsSeconds = view.ReserveYieldsSeconds,
            ChatUnits = view.ChatUnits,
            SmsUnits = view.SmsUnits,
            UnitCap = view.UnitCap,
            ParallelOffers = view.ParallelOffers,
            ExcludeSeconds = view.ExcludeSeconds,
            PullNext = view.PullNext,
            TakeOverFreeSeconds = view.TakeOverFreeSeconds,
            TransferSeconds = view.TransferSeconds,
            IdleMinutes = view.IdleMinutes,
            DebriefMinutes = view.DebriefMinutes,
            SurgeWrapUpSeconds = view.Surge.WrapUpSeconds,
            SurgeOverflowLine = view.Surge.OverflowLine ?? "",
            LiftReserve = view.Surge.LiftReserve,
            MinimumStaff = view.Thresholds.MinimumStaff,
            QueueLength = view.Thresholds.QueueLength,
            BreakMinutes = view.Thresholds.BreakMinutes,
            WrapUpMinutes = view.Thresholds.WrapUpMinutes,
            NotRespondingMinutes = view.Thresholds.NotRespondingMinutes,
            Version = view.Version,
        };
        draft.loaded = draft.Print();
        return draft;
    }

    public RoutingView View() => new(
        Line, [.. Rings.Select(ring => ring.Seconds)], WishesHoldUpTo, PreferredSeconds, PreferredDays, PreferredUpTo,
        [.. Levels.Where(level => level.Level > 1).Select(level => new BandLevel(level.Band, level.Level))],
        LanguageLevel, Reserve, SeniorLevel, ReserveYieldsSeconds, ChatUnits, SmsUnits, UnitCap, ParallelOffers, ExcludeSeconds,
        PullNext, TakeOverFreeSeconds, TransferSeconds, IdleMinutes, DebriefMinutes,
        new SurgeView(SurgeWrapUpSeconds, string.IsNullOrWhiteSpace(SurgeOverflowLine) ? null : SurgeOverflowLine.Trim(), LiftReserve),
        new ThresholdsView(MinimumStaff, QueueLength, BreakMinutes, WrapUpMinutes, NotRespondingMinutes), Version);

    /// <summary>The next ring opens twice as late as the last.</summary>
    public void AddRing()
    {
        if (Rings.Count < RoutingRanges.MostRings)
            Rings.Add(new RingDraft { Seconds = Rings.Count == 0 ? 15 : Math.Min(Rings[^1].Seconds * 2, RoutingRanges.Ring.Most) });
    }

    private string Print() => JsonSerializer.Serialize(View(), WireJson.Default.RoutingView);
}

/// <summary>A draft left for the desk, where somebody waited. In memory only; whoever signs in next finds none.</summary>
public sealed class LeftDrafts
{
    private readonly Dictionary<string, RoutingDraft> left = [];

    public LeftDrafts(Access.SignedIn signedIn) => signedIn.Changed += () =>
    {
        if (signedIn.Session is null)
            left.Clear();
    };

    public void Leave(RoutingDraft draft) => left[draft.Line] = draft;

    /// <summary>Null when none was left.</summary>
    public RoutingDraft? Take(string line) => left.Remove(line, out var draft) ? draft : null;
}
