using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Hotline.Server.Escalations.Registry;

/// <summary>Whether a place lies in an area, as far as the place is known.</summary>
public enum Coverage { Inside, Outside, Unknown }

/// <summary>Where a partner answers: districts by name or code, drawn polygons, or both; nothing of either is everywhere.</summary>
/// <param name="Districts">As <see cref="Plain"/> makes them.</param>
public sealed record CoveredArea(FrozenSet<string> Districts, ImmutableArray<GeoPolygon> Polygons)
{
    public static readonly CoveredArea Everywhere = new(FrozenSet<string>.Empty, []);

    /// <summary>A district as it is compared: no matter the case, the width of its letters and the blanks around it.</summary>
    public static string Plain(string district) => district.Normalize(NormalizationForm.FormKC).Trim().ToUpper(CultureInfo.InvariantCulture);

    /// <summary>Outside only when that is certain: what is not known of a place keeps no partner away from it.</summary>
    public Coverage Of(Wire.WherePart where)
    {
        if (Districts.Count == 0 && Polygons.IsEmpty)
            return Coverage.Inside;
        var (named, drawn) = (ByDistrict(where.District), ByPoint(where));
        return named == Coverage.Inside || drawn == Coverage.Inside ? Coverage.Inside
            : named == Coverage.Outside && drawn == Coverage.Outside ? Coverage.Outside
            : Coverage.Unknown;
    }

    // Nothing of a kind is certain to hold nobody.
    private Coverage ByDistrict(string? district) =>
        Districts.Count == 0 ? Coverage.Outside
        : string.IsNullOrWhiteSpace(district) ? Coverage.Unknown
        : Districts.Contains(Plain(district)) ? Coverage.Inside : Coverage.Outside;

    private Coverage ByPoint(Wire.WherePart where)
    {
        if (Polygons.IsEmpty)
            return Coverage.Outside;
        if (where is not { Latitude: { } latitude, Longitude: { } longitude } || !double.IsFinite(latitude) || !double.IsFinite(longitude))
            return Coverage.Unknown;
        if (Polygons.Any(polygon => polygon.Holds(longitude, latitude)))
            return Coverage.Inside;
        var radius = Math.Max(0, where.UncertaintyMetres ?? 0);
        return radius > 0 && Polygons.Any(polygon => polygon.MetresToEdge(longitude, latitude) <= radius) ? Coverage.Unknown : Coverage.Outside;
    }
}
