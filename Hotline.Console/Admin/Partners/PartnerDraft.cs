using Hotline.Contracts;

namespace Hotline.Console.Admin.Partners;

/// <summary>A partner while it is edited.</summary>
public sealed class PartnerDraft
{
    public required string Line { get; init; }
    public string Id { get; set; } = "";
    public string Name { get; set; } = "";
    public string NameZh { get; set; } = "";
    public PartnerKind Kind { get; set; } = PartnerKind.MobileCrisisTeam;
    public PartnerDelivery Delivery { get; set; } = PartnerDelivery.Desk;
    public string Url { get; set; } = "";
    public PayloadFormat Format { get; set; }
    public string VoiceNumber { get; set; } = "";
    public string Say { get; set; } = "";
    public string SayZh { get; set; } = "";
    public string Districts { get; set; } = "";
    public string GeoJson { get; set; } = "";
    public string TimeZone { get; set; } = "UTC";
    public List<HoursDraft> Hours { get; init; } = [];
    public string Languages { get; set; } = "";
    public int AcknowledgeSeconds { get; set; } = 60;
    public int Order { get; set; } = 100;
    public bool Enabled { get; set; } = true;
    public int Version { get; init; }

    public bool IsNew => Version == 0;

    public static PartnerDraft Fresh(LineSettingsView line) => new() { Line = line.Id, TimeZone = line.TimeZone };

    public static PartnerDraft Of(PartnerView view)
    {
        var settings = view.Settings;
        return new PartnerDraft
        {
            Line = view.Line,
            Id = view.Id,
            Name = settings.Name,
            NameZh = settings.NameZh,
            Kind = settings.Kind,
            Delivery = settings.Delivery,
            Url = settings.Url ?? "",
            Format = settings.Format,
            VoiceNumber = settings.VoiceNumber ?? "",
            Say = settings.Say,
            SayZh = settings.SayZh,
            Districts = Lists.Join(settings.Area.Districts),
            GeoJson = settings.Area.GeoJson ?? "",
            TimeZone = settings.Hours.TimeZone,
            Hours = [.. settings.Hours.Open.Select(hours => new HoursDraft { Day = hours.Day, From = hours.From, Until = hours.Until })],
            Languages = Lists.Join(settings.Languages),
            AcknowledgeSeconds = settings.AcknowledgeSeconds,
            Order = settings.Order,
            Enabled = settings.Enabled,
            Version = view.Version,
        };
    }

    public SavePartner Request() => new(IsNew ? Id.Trim() : null, Settings(), Version);

    // What the chosen delivery does not use stays out: an address nobody sees would still be checked.
    private PartnerSettings Settings() => new(
        Name.Trim(), NameZh.Trim(), Kind, Delivery, Delivery == PartnerDelivery.Webhook ? Url.Trim() : null, Format, Kept(VoiceNumber), Say.Trim(), SayZh.Trim(),
        new PartnerArea(Lists.Split(Districts), Kept(GeoJson)),
        new PartnerHours(TimeZone.Trim(), [.. Hours.Select(hours => new OpeningHours(hours.Day, hours.From, hours.Until))]),
        [.. Lists.Split(Languages).Select(language => language.ToLowerInvariant())], AcknowledgeSeconds, Order, Enabled);

    private static string? Kept(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
