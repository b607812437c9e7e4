using System.Collections.Immutable;

namespace Hotline.Server.Escalations.Registry;

/// <summary>A polygon on the map; the first ring is its border, the others are holes. WGS 84 degrees, longitude first, each ring closed.</summary>
public sealed record GeoPolygon(ImmutableArray<ImmutableArray<(double Longitude, double Latitude)>> Rings)
{
    private const double MetresOfADegree = 111_320;

    /// <summary>Within the border and in no hole. On an edge either answer may come.</summary>
    public bool Holds(double longitude, double latitude)
    {
        // Even-odd over all rings: a ray to the east crosses an odd number of edges.
        var inside = false;
        foreach (var ring in Rings)
            for (var i = 1; i < ring.Length; i++)
            {
                var (a, b) = (ring[i - 1], ring[i]);
                if (a.Latitude > latitude != b.Latitude > latitude
                    && longitude < ((b.Longitude - a.Longitude) * (latitude - a.Latitude) / (b.Latitude - a.Latitude)) + a.Longitude)
                    inside = !inside;
            }
        return inside;
    }

    /// <summary>Metres to the nearest edge, on a plane that touches the earth at the point: exact enough for what a telephone knows of its place.</summary>
    public double MetresToEdge(double longitude, double latitude)
    {
        var shrink = Math.Cos(latitude * Math.PI / 180);
        var nearest = double.PositiveInfinity;
        foreach (var ring in Rings)
            for (var i = 1; i < ring.Length; i++)
                nearest = Math.Min(nearest, Distance(Flat(ring[i - 1]), Flat(ring[i])));
        return nearest;

        (double X, double Y) Flat((double Longitude, double Latitude) at) =>
            ((at.Longitude - longitude) * MetresOfADegree * shrink, (at.Latitude - latitude) * MetresOfADegree);
    }

    // From the origin to the line from a to b.
    private static double Distance((double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = (dx * dx) + (dy * dy);
        var along = length <= 0 ? 0 : Math.Clamp(-((a.X * dx) + (a.Y * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(a.X + (along * dx), 2) + Math.Pow(a.Y + (along * dy), 2));
    }
}
