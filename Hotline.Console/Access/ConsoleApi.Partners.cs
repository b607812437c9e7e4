using System.Globalization;
using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>The calls about partners and what left for them.</summary>
public sealed partial class ConsoleApi
{
    public Task<Answer<IReadOnlyList<PartnerView>>> ReadPartners() => Send(HttpMethod.Get, "api/v1/admin/partners", WireJson.Default.IReadOnlyListPartnerView);

    public Task<Answer<SavedPartner>> CreatePartner(string line, SavePartner partner) =>
        Send(HttpMethod.Post, PartnersOf(line), WireJson.Default.SavedPartner, Body(partner, WireJson.Default.SavePartner));

    public Task<Answer<SavedPartner>> SavePartner(string line, string id, SavePartner partner) =>
        Send(HttpMethod.Put, PartnerAt(line, id), WireJson.Default.SavedPartner, Body(partner, WireJson.Default.SavePartner));

    public Task<Answer<PartnerSecret>> RotatePartnerSecret(string line, string id) => Send(HttpMethod.Post, PartnerAt(line, id) + "/secret", WireJson.Default.PartnerSecret);

    public Task<Answer<PartnerTest>> TestPartner(string line, string id) => Send(HttpMethod.Post, PartnerAt(line, id) + "/test", WireJson.Default.PartnerTest);

    /// <returns>What was added.</returns>
    public Task<Answer<IReadOnlyList<PartnerView>>> AddPartnerPresets(string line, string country) =>
        Send(HttpMethod.Post, PartnersOf(line) + "/presets", WireJson.Default.IReadOnlyListPartnerView, Body(new AddPresets(country), WireJson.Default.AddPresets));

    public Task<Answer<DisclosureLog>> ReadDisclosures(DateTimeOffset from, DateTimeOffset until, string contact, string line) =>
        Send(HttpMethod.Get, DisclosuresAt(from, until, contact, line), WireJson.Default.DisclosureLog);

    /// <summary>Address of the log; with <c>&amp;format=csv</c> that of its file.</summary>
    public static string DisclosuresAt(DateTimeOffset from, DateTimeOffset until, string contact, string line) =>
        $"api/v1/console/disclosures?from={Instant(from)}&until={Instant(until)}"
        + (contact.Length > 0 ? "&contact=" + Uri.EscapeDataString(contact) : "") + (line.Length > 0 ? "&line=" + Uri.EscapeDataString(line) : "");

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string PartnersOf(string line) => $"api/v1/admin/lines/{Uri.EscapeDataString(line)}/partners";

    private static string PartnerAt(string line, string id) => $"{PartnersOf(line)}/{Uri.EscapeDataString(id)}";
}
