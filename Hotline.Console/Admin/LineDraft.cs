using System.Text.RegularExpressions;
using Hotline.Contracts;

namespace Hotline.Console.Admin;

public sealed class HoursDraft
{
    public DayOfWeek Day { get; set; }
    public string From { get; set; } = "08:00";
    public string Until { get; set; } = "22:00";
}

public sealed class TargetDraft
{
    public required Band Band { get; init; }
    public int Voice { get; set; }
    public int Other { get; set; }
    public int Offer { get; set; }
}

/// <summary>A line's settings while they are edited.</summary>
public sealed partial class LineDraft
{
    public string Id { get; set; } = "";
    public string Name { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string TimeZone { get; set; } = "UTC";
    public List<HoursDraft> Hours { get; init; } = [];
    public string EmergencyNumbers { get; set; } = "";
    public string OverflowLine { get; set; } = "";
    public string Languages { get; set; } = "en";
    public List<TargetDraft> Targets { get; init; } = [];
    public int WrapUpSeconds { get; set; } = 60;
    public bool Drill { get; set; }
    public bool Enabled { get; set; } = true;
    public int Version { get; init; }

    public bool IsNew => Version == 0;

    /// <summary>A new line starts from what the field promises (domain.md, "Bands").</summary>
    public static LineDraft Fresh() => new()
    {
        Targets =
        [
            new TargetDraft { Band = Band.Imminent, Voice = 10, Other = 10, Offer = 15 },
            new TargetDraft { Band = Band.High, Voice = 20, Other = 60, Offer = 20 },
            new TargetDraft { Band = Band.Moderate, Voice = 20, Other = 300, Offer = 20 },
            new TargetDraft { Band = Band.Low, Voice = 20, Other = 600, Offer = 30 },
        ],
    };

    public static LineDraft Of(LineSettingsView line) => new()
    {
        Id = line.Id,
        Name = line.Name,
        NameZh = line.NameZh,
        TimeZone = line.TimeZone,
        Hours = [.. line.Hours.Select(hours => new HoursDraft { Day = hours.Day, From = hours.From, Until = hours.Until })],
        EmergencyNumbers = Lists.Join(line.EmergencyNumbers),
        OverflowLine = line.OverflowLine ?? "",
        Languages = Lists.Join(line.Languages),
        Targets = [.. line.Targets.OrderByDescending(target => target.Band).Select(target => new TargetDraft
        {
            Band = target.Band, Voice = target.VoiceSeconds, Other = target.OtherSeconds, Offer = target.OfferSeconds,
        })],
        WrapUpSeconds = line.WrapUpSeconds,
        Drill = line.Drill,
        Enabled = line.Enabled,
        Version = line.Version,
    };

    public LineSettingsView View() => new(
        Id.Trim(), Name.Trim(), NameZh.Trim(), TimeZone.Trim(),
        [.. Hours.Select(hours => new OpeningHours(hours.Day, hours.From, hours.Until))],
        Lists.Split(EmergencyNumbers), string.IsNullOrWhiteSpace(OverflowLine) ? null : OverflowLine.Trim(), Lists.Split(Languages),
        [.. Targets.Select(target => new BandTarget(target.Band, target.Voice, target.Other, target.Offer))],
        WrapUpSeconds, Drill, Enabled, Version);

    /// <summary>Key of the first thing that cannot stay so; null when it can be saved.</summary>
    public string? Fault() =>
        !Slug().IsMatch(Id.Trim()) ? "lines.fault.id"
        : string.IsNullOrWhiteSpace(Name) || string.IsNullOrWhiteSpace(NameZh) ? "lines.fault.name"
        : Lists.Split(EmergencyNumbers).Count == 0 ? "lines.fault.emergency"
        : Lists.Split(Languages).Count == 0 ? "lines.fault.languages"
        : Hours.Exists(hours => string.IsNullOrEmpty(hours.From) || string.IsNullOrEmpty(hours.Until) || hours.From == hours.Until) ? "lines.fault.hours"
        : Targets.Exists(target => target.Voice < 1 || target.Other < 1 || target.Offer < 5) ? "lines.fault.targets"
        : WrapUpSeconds < 0 ? "lines.fault.wrapup"
        : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,31}$")]
    private static partial Regex Slug();
}
