using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Server.Floor;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Lines;

/// <summary>A line as kept, as on the wire, and as the floor's activities need it.</summary>
public static class LineReading
{
    /// <summary>Targets and offer times of domain.md; a band that is not set has these.</summary>
    public static readonly ImmutableArray<Wire.BandTarget> DefaultTargets =
    [
        new(Wire.Band.Imminent, 10, 10, 15), new(Wire.Band.High, 20, 60, 20), new(Wire.Band.Moderate, 20, 300, 20), new(Wire.Band.Low, 20, 600, 30),
    ];

    /// <summary>A new row, version 1. The settings have passed <see cref="LineCheck"/>.</summary>
    public static LineRecord Row(Wire.LineSettingsView view)
    {
        var row = new LineRecord
        {
            Id = view.Id, Drill = view.Drill, Name = "", NameZh = "", TimeZone = "", Hours = "", EmergencyNumbers = "", Languages = "", Targets = "",
        };
        Write(row, view);
        return row;
    }

    /// <summary>Takes over everything but id and drill, and counts the version on.</summary>
    public static void Write(LineRecord row, Wire.LineSettingsView view)
    {
        row.Name = view.Name.Trim();
        row.NameZh = (view.NameZh ?? "").Trim();
        row.TimeZone = view.TimeZone;
        row.Hours = Json<IReadOnlyList<Wire.OpeningHours>>(view.Hours ?? []);
        row.EmergencyNumbers = Json<IReadOnlyList<string>>([.. view.EmergencyNumbers.Select(number => number.Trim())]);
        row.OverflowLine = view.OverflowLine?.Trim();
        row.Languages = Json(view.Languages);
        row.Targets = Json<IReadOnlyList<Wire.BandTarget>>([.. Complete(view.Targets ?? [])]);
        row.WrapUpSeconds = view.WrapUpSeconds;
        row.Enabled = view.Enabled;
        row.Version++;
    }

    public static Wire.LineSettingsView View(LineRecord row) => new(
        row.Id, row.Name, row.NameZh, row.TimeZone, Parse<Wire.OpeningHours>(row.Hours), Parse<string>(row.EmergencyNumbers), row.OverflowLine,
        Parse<string>(row.Languages), Parse<Wire.BandTarget>(row.Targets), row.WrapUpSeconds, row.Drill, row.Enabled, row.Version);

    public static Line Read(LineRecord row) => Read(row, LinesOptions.WholeMinute);

    public static Line Read(LineRecord row, TimeSpan minute)
    {
        var view = View(row);
        var targets = Complete(view.Targets).ToImmutableDictionary(
            target => (Band)target.Band, target => new Target(Seconds(target.VoiceSeconds), Seconds(target.OtherSeconds), Seconds(target.OfferSeconds)));
        return new Line(
            new LineId(row.Id), row.Name, row.NameZh.Length > 0 ? row.NameZh : row.Name, row.TimeZone, [.. view.EmergencyNumbers], row.OverflowLine,
            [.. view.Languages], targets, RoutingReading.Rules(row, targets, minute), row.Drill, row.Enabled, new OpeningTimes(row.TimeZone, view.Hours).OpenAt)
        {
            OverflowLine = RoutingReading.Overflow(row),
            Routing = RoutingReading.View(row),
            Mode = RoutingReading.Mode(row),
        };
    }

    /// <summary>SHA-256 of all settings, hex: what the audit chain keeps of them.</summary>
    public static string Hash(LineRecord row) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(View(row), Kept)));

    /// <summary>Members that are not the same, by their names on the wire, in order.</summary>
    public static IReadOnlyList<string> Differences(Wire.LineSettingsView before, Wire.LineSettingsView after) => Changed(before, after);

    internal static IReadOnlyList<string> Changed<TSettings>(TSettings before, TSettings after)
    {
        var old = JsonSerializer.SerializeToElement(before, Kept);
        return [.. JsonSerializer.SerializeToElement(after, Kept).EnumerateObject()
            .Where(member => member.Name != "version" && !JsonElement.DeepEquals(member.Value, old.GetProperty(member.Name)))
            .Select(member => member.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>What consoles show of a line.</summary>
    public static Wire.LineView Brief(Line line) =>
        new(line.Id.Value, line.Name, line.NameZh, line.TimeZone, line.EmergencyNumbers, line.Languages, line.Drill);

    private static IEnumerable<Wire.BandTarget> Complete(IReadOnlyList<Wire.BandTarget> targets) =>
        DefaultTargets.Select(standard => targets.FirstOrDefault(target => target.Band == standard.Band) ?? standard);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    internal static readonly JsonSerializerOptions Kept = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Kept);

    private static IReadOnlyList<T> Parse<T>(string json) => JsonSerializer.Deserialize<IReadOnlyList<T>>(json, Kept) ?? [];
}
