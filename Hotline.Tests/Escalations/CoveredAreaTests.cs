using CsCheck;
using Hotline.Contracts;
using Hotline.Server.Escalations.Registry;
using NUnit.Framework;

namespace Hotline.Tests.Escalations;

public sealed class CoveredAreaTests
{
    private static readonly CoveredArea Drawn = Area(new PartnerArea([], Some.Square(116, 40, hole: true)));

    [Test]
    public void Nothing_said_is_everywhere() => Assert.That(Area(PartnerArea.Everywhere).Of(new WherePart()), Is.EqualTo(Coverage.Inside));

    [TestCase(116.75, 40.0, Coverage.Inside)]
    [TestCase(116.0, 40.0, Coverage.Outside)]
    [TestCase(117.5, 40.0, Coverage.Outside)]
    [TestCase(116.0, -40.0, Coverage.Outside)]
    public void A_point_is_in_a_polygon_but_not_in_its_hole(double longitude, double latitude, Coverage expected) =>
        Assert.That(Drawn.Of(At(longitude, latitude)), Is.EqualTo(expected));

    [Test]
    public void Of_several_polygons_one_is_enough_and_a_feature_is_its_geometry()
    {
        var (one, two) = (Some.Square(10, 50), Some.Square(20, 50));
        var both = $$$"""{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[{{{Coordinates(one)}}},{{{Coordinates(two)}}}]}}""";
        var area = Area(new PartnerArea([], both));
        Assert.That(new[] { area.Of(At(10, 50)), area.Of(At(20, 50)), area.Of(At(15, 50)) }, Is.EqualTo(new[] { Coverage.Inside, Coverage.Inside, Coverage.Outside }));
    }

    [TestCase("朝阳区", Coverage.Inside)]
    [TestCase(" CHAOYANG ", Coverage.Inside)]
    [TestCase("ｃｈａｏｙａｎｇ", Coverage.Inside)]
    [TestCase("海淀区", Coverage.Outside)]
    [TestCase(null, Coverage.Unknown)]
    [TestCase(" ", Coverage.Unknown)]
    public void A_district_is_compared_without_case_width_and_blanks(string? district, Coverage expected) =>
        Assert.That(Area(new PartnerArea(["朝阳区", "Chaoyang"], null)).Of(new WherePart(District: district)), Is.EqualTo(expected));

    [Test]
    public void What_is_not_known_of_a_place_excludes_nobody()
    {
        Assert.That(Drawn.Of(new WherePart()), Is.EqualTo(Coverage.Unknown));
        Assert.That(Drawn.Of(new WherePart(District: "海淀区")), Is.EqualTo(Coverage.Unknown), "a drawing says nothing of districts");
        var both = Area(new PartnerArea(["朝阳区"], Some.Square(116, 40)));
        Assert.That(both.Of(new WherePart(District: "海淀区")), Is.EqualTo(Coverage.Unknown));
        Assert.That(both.Of(At(120, 40) with { District = "海淀区" }), Is.EqualTo(Coverage.Outside));
        Assert.That(both.Of(At(120, 40) with { District = "朝阳区" }), Is.EqualTo(Coverage.Inside));
        Assert.That(Drawn.Of(At(double.NaN, 40)), Is.EqualTo(Coverage.Unknown));
    }

    [TestCase(0, Coverage.Outside)]
    [TestCase(4_000, Coverage.Outside)]
    [TestCase(5_000, Coverage.Unknown)]
    public void An_uncertain_place_near_the_border_may_be_inside(int metres, Coverage expected) =>
        // 0.05 degrees of longitude at 40° north are 4,264 m.
        Assert.That(Drawn.Of(At(117.05, 40) with { UncertaintyMetres = metres }), Is.EqualTo(expected));

    [Test]
    public void A_convex_polygon_holds_what_lies_on_one_side_of_all_its_edges() =>
        Gen.Select(Gen.Double[0, 2 * Math.PI].Array[3, 12], Gen.Double[-2, 2], Gen.Double[-2, 2]).Sample((angles, x, y) =>
        {
            var ring = angles.Distinct().Order().Select(angle => (X: Math.Cos(angle), Y: Math.Sin(angle))).ToList();
            if (ring.Count < 3) return true;
            ring.Add(ring[0]);
            var sides = ring.Zip(ring.Skip(1), (a, b) => ((b.X - a.X) * (y - a.Y)) - ((b.Y - a.Y) * (x - a.X))).ToList();
            // On an edge either answer may come.
            if (sides.Exists(side => Math.Abs(side) < 1e-9)) return true;
            return new GeoPolygon([[.. ring]]).Holds(x, y) == sides.TrueForAll(side => side > 0);
        });

    [Test]
    public void A_hole_takes_away_exactly_what_it_holds() =>
        Gen.Select(Gen.Double[-2, 2], Gen.Double[-2, 2]).Sample((x, y) =>
        {
            var (whole, hole) = (Polygon(1), Polygon(0.5));
            return new GeoPolygon([whole.Rings[0], hole.Rings[0]]).Holds(x, y) == (whole.Holds(x, y) && !hole.Holds(x, y));
        });

    private static GeoPolygon Polygon(double half) => new([[(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]]);

    private static CoveredArea Area(PartnerArea area) => PartnerReading.Area(area);

    private static WherePart At(double longitude, double latitude) => new(Latitude: latitude, Longitude: longitude);

    private static string Coordinates(string polygon) => polygon[(polygon.IndexOf("\"coordinates\":", StringComparison.Ordinal) + 14)..^1];
}
