using System.Collections.Immutable;
using System.Text.Json;

namespace Hotline.Server.Escalations.Registry;

/// <summary>Reads RFC 7946: a Polygon, a MultiPolygon, or a Feature of one.</summary>
internal static class GeoJsonReading
{
    public const int LongestText = 100_000;
    private const int MostFaults = 10;

    /// <summary>Polygons, or what is wrong, each with the place where it is.</summary>
    public static (ImmutableArray<GeoPolygon> Polygons, IReadOnlyList<string> Faults) Parse(string text)
    {
        if (text.Length > LongestText)
            return ([], ["At most 100,000 characters; simplify the drawing."]);
        try
        {
            using var document = JsonDocument.Parse(text);
            var faults = new List<string>();
            var polygons = Shape(document.RootElement, faults);
            return faults.Count == 0 ? (polygons, []) : ([], [.. faults.Take(MostFaults)]);
        }
        catch (JsonException failure)
        {
            return ([], [FormattableString.Invariant($"Not JSON: line {(failure.LineNumber ?? 0) + 1}, character {(failure.BytePositionInLine ?? 0) + 1}.")]);
        }
    }

    private static ImmutableArray<GeoPolygon> Shape(JsonElement shape, List<string> faults)
    {
        if (shape.ValueKind == JsonValueKind.Object && Type(shape) == "Feature" && shape.TryGetProperty("geometry", out var geometry))
            shape = geometry;
        if (shape.ValueKind != JsonValueKind.Object || Type(shape) is not ("Polygon" or "MultiPolygon"))
        {
            faults.Add("A Polygon, a MultiPolygon, or a Feature of one.");
            return [];
        }

        if (!shape.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() == 0)
        {
            faults.Add("coordinates: a list that is not empty.");
            return [];
        }

        return Type(shape) == "Polygon"
            ? [Polygon(coordinates, "coordinates", faults)]
            : [.. coordinates.EnumerateArray().Select((polygon, i) => Polygon(polygon, $"coordinates[{i}]", faults))];
    }

    private static string? Type(JsonElement shape) => shape.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static GeoPolygon Polygon(JsonElement rings, string at, List<string> faults)
    {
        if (rings.ValueKind == JsonValueKind.Array && rings.GetArrayLength() > 0)
            return new GeoPolygon([.. rings.EnumerateArray().Select((ring, i) => Ring(ring, $"{at}[{i}]", faults))]);
        faults.Add($"{at}: a list of rings.");
        return new GeoPolygon([]);
    }

    private static ImmutableArray<(double Longitude, double Latitude)> Ring(JsonElement ring, string at, List<string> faults)
    {
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() < 4)
        {
            faults.Add($"{at}: a ring has at least 4 positions, the last the same as the first.");
            return [];
        }

        var positions = ring.EnumerateArray().Select((position, i) => Position(position, $"{at}[{i}]", faults)).ToImmutableArray();
        if (positions[0] != positions[^1])
            faults.Add($"{at}: not closed; the last position is the same as the first.");
        return positions;
    }

    private static (double Longitude, double Latitude) Position(JsonElement position, string at, List<string> faults)
    {
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() is < 2 or > 3
            || !Number(position[0], out var longitude) || !Number(position[1], out var latitude))
        {
            faults.Add($"{at}: longitude and latitude, two numbers.");
            return default;
        }

        if (longitude is < -180 or > 180 || latitude is < -90 or > 90)
            faults.Add(Math.Abs(longitude) <= 90 && Math.Abs(latitude) is > 90 and <= 180
                ? $"{at}: longitude comes first, then latitude."
                : $"{at}: longitude −180 to 180, then latitude −90 to 90 (WGS 84 degrees).");
        return (longitude, latitude);
    }

    private static bool Number(JsonElement element, out double number)
    {
        number = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out number) && double.IsFinite(number);
    }
}
