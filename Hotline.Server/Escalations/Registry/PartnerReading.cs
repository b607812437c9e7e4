using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Escalations.Registry;

/// <summary>A partner as kept, as on the wire, and as hand-overs need it.</summary>
internal static class PartnerReading
{
    /// <summary>A new row, version 1. The settings have passed <see cref="PartnerCheck"/>.</summary>
    public static PartnerRecord Row(LineId line, string id, Wire.PartnerSettings settings)
    {
        var row = new PartnerRecord { Line = line.Value, Id = id, Settings = "" };
        Write(row, settings);
        return row;
    }

    public static void Write(PartnerRecord row, Wire.PartnerSettings settings)
    {
        row.Settings = JsonSerializer.Serialize(Clean(settings), LineReading.Kept);
        row.Version++;
    }

    public static Wire.PartnerSettings Settings(PartnerRecord row) =>
        JsonSerializer.Deserialize<Wire.PartnerSettings>(row.Settings, LineReading.Kept) ?? throw new JsonException($"Partner {row.Line}/{row.Id} has no settings.");

    public static Wire.PartnerView View(PartnerRecord row, DateTimeOffset now) =>
        new(row.Id, row.Line, Settings(row), row.SecretSetAt, row.PreviousUntil > now ? row.PreviousUntil : null, row.Version);

    public static Partner Read(PartnerRecord row, IReadOnlyList<byte[]> secrets)
    {
        var settings = Settings(row);
        return new Partner(new LineId(row.Line), row.Id, settings, secrets, Area(settings.Area), new OpeningTimes(settings.Hours.TimeZone, settings.Hours.Open));
    }

    public static CoveredArea Area(Wire.PartnerArea area) =>
        new(area.Districts.Select(CoveredArea.Plain).ToFrozenSet(StringComparer.Ordinal), area.GeoJson is { } drawn ? GeoJsonReading.Parse(drawn).Polygons : []);

    /// <summary>SHA-256 of all settings, hex: what the audit chain keeps of them.</summary>
    public static string Hash(PartnerRecord row) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(row.Settings)));

    /// <summary>Members that are not the same, by their names on the wire, in order.</summary>
    public static IReadOnlyList<string> Differences(Wire.PartnerSettings before, Wire.PartnerSettings after) => LineReading.Changed(before, after);

    private static Wire.PartnerSettings Clean(Wire.PartnerSettings settings) => settings with
    {
        Name = settings.Name.Trim(),
        NameZh = (settings.NameZh ?? "").Trim(),
        Url = Text(settings.Url),
        VoiceNumber = Text(settings.VoiceNumber) is { } number ? PartnerCheck.Digits(number) : null,
        Say = (settings.Say ?? "").Trim(),
        SayZh = (settings.SayZh ?? "").Trim(),
        Area = new Wire.PartnerArea([.. (settings.Area.Districts ?? []).Select(district => district.Trim())], Text(settings.Area.GeoJson)),
        Hours = settings.Hours with { Open = settings.Hours.Open ?? [] },
        Languages = settings.Languages ?? [],
    };

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
