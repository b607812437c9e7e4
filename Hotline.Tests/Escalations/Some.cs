using Hotline.Contracts;
using Hotline.Server.Escalations.Registry;
using LineId = Hotline.Server.Floor.LineId;

namespace Hotline.Tests.Escalations;

/// <summary>Partners for tests.</summary>
internal static class Some
{
    public static readonly LineId Line = new("demo");

    /// <summary>2026-03-02, a Monday, 16:00 in Shanghai.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly PartnerSettings Settings = new(
        "Team", "小组", PartnerKind.MobileCrisisTeam, PartnerDelivery.Desk, null, PayloadFormat.Hotline, null, "", "", PartnerArea.Everywhere, new PartnerHours("Asia/Shanghai", []), [], 60, 100, Enabled: true);

    public static readonly PartnerSettings Webhook = Settings with { Delivery = PartnerDelivery.Webhook, Url = "https://partner.example/hotline" };

    public static Partner Partner(string id, PartnerSettings? settings = null) =>
        PartnerReading.Read(PartnerReading.Row(Line, id, settings ?? Settings), []);

    public static Partner Voice(string id, PartnerKind kind, int order = 900) =>
        Partner(id, Settings with { Kind = kind, Delivery = PartnerDelivery.Voice, VoiceNumber = "110", Order = order });

    /// <summary>A square of two degrees around a point, with a hole of one degree when wanted.</summary>
    public static string Square(double longitude, double latitude, bool hole = false) => FormattableString.Invariant(
        $$"""{"type":"Polygon","coordinates":[{{Ring(longitude, latitude, 1)}}{{(hole ? "," + Ring(longitude, latitude, 0.5) : "")}}]}""");

    private static string Ring(double x, double y, double half) => FormattableString.Invariant(
        $"[[{x - half},{y - half}],[{x + half},{y - half}],[{x + half},{y + half}],[{x - half},{y + half}],[{x - half},{y - half}]]");
}
