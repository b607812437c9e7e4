using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Hotline.Server.Escalations.Payload;

/// <summary>Place and numbers as EIDO wants them: PIDF-LO (RFC 5491), tel: URIs (RFC 3966), jCard (RFC 7095).</summary>
internal static class EidoPlace
{
    private static readonly XNamespace Pidf = "urn:ietf:params:xml:ns:pidf";
    private static readonly XNamespace GeoPriv = "urn:ietf:params:xml:ns:pidf:geopriv10";
    private static readonly XNamespace Model = "urn:ietf:params:xml:ns:pidf:data-model";
    private static readonly XNamespace Gml = "http://www.opengis.net/gml";
    private static readonly XNamespace Shapes = "http://www.opengis.net/pidflo/1.0";

    /// <summary>Null when nothing is known of it.</summary>
    public static JsonObject? Of(MessageFacts facts, EidoParts parts)
    {
        var words = FormPaths.Filled(facts.Form)
            .Where(field => field.Path.StartsWith("where.", StringComparison.Ordinal) && field.Path is not ("where.latitude" or "where.longitude" or "where.uncertaintyMetres"))
            .Select(field => $"{field.Path}: {field.Value}").ToList();
        var position = Position(facts);
        if (words.Count == 0 && position is null) return null;
        var place = parts.Component(parts.Place);
        place["locationTypeDescriptionRegistryText"] = "Caller";
        if (position is not null) place["locationByValue"] = position;
        if (words.Count > 0) place["locationDescriptionText"] = string.Join("; ", words);
        return place;
    }

    /// <summary>Numbers that can be dialled, the one to call back first.</summary>
    public static string[] Numbers(MessageFacts facts) => [.. new[] { facts.Form.Who.CallBack, facts.Form.Who.Number }.Select(Tel).OfType<string>().Distinct()];

    public static string Card(Wire.CallerPart caller)
    {
        var entries = new JsonArray(new JsonArray("version", new JsonObject(), "text", "4.0"), new JsonArray("fn", new JsonObject(), "text", caller.Name ?? ""));
        if (caller.DirectLine is { } line)
            entries.Add(Tel(line) is { } uri ? new JsonArray("tel", new JsonObject(), "uri", uri) : new JsonArray("tel", new JsonObject(), "text", line));
        return new JsonArray("vcard", entries).ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static string? Tel(string? number)
    {
        if (number is null) return null;
        var digits = string.Concat(number.Where(sign => char.IsAsciiDigit(sign) || sign == '+'));
        return digits.Length >= 3 && number.All(sign => char.IsAsciiDigit(sign) || sign is '+' or ' ' or '-' or '(' or ')' or '.') ? "tel:" + digits : null;
    }

    private static string? Position(MessageFacts facts)
    {
        if (facts.Form.Where is not { Latitude: { } latitude, Longitude: { } longitude }) return null;
        var at = string.Create(CultureInfo.InvariantCulture, $"{latitude:0.######} {longitude:0.######}");
        var name = new XAttribute("srsName", "urn:ogc:def:crs:EPSG::4326");
        var shape = facts.Form.Where.UncertaintyMetres is { } radius
            ? new XElement(Shapes + "Circle", name, new XElement(Gml + "pos", at),
                new XElement(Shapes + "radius", new XAttribute("uom", "urn:ogc:def:uom:EPSG::9001"), radius.ToString(CultureInfo.InvariantCulture)))
            : new XElement(Gml + "Point", name, new XElement(Gml + "pos", at));
        return new XElement(Pidf + "presence", new XAttribute("entity", "pres:" + facts.EscalationId + "@" + facts.Issuer),
            new XElement(Model + "device", new XAttribute("id", "person"),
                new XElement(GeoPriv + "geopriv", new XElement(GeoPriv + "location-info", shape), new XElement(GeoPriv + "usage-rules")))).ToString(SaveOptions.DisableFormatting);
    }
}
