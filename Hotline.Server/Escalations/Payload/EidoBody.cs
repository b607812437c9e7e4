using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hotline.Server.Escalations.Payload;

/// <summary>
/// EIDO-shaped JSON, NENA-STA-021.1. Members, their types and which are required follow the published schema, version 1.0.0
/// (github.com/NENA911/EIDO-JSON, Schema/openapi.yaml, commit 7f62055d30609b4a931c797a740b4eb7e2c33dbf), as far as they are used here. UNVERIFIED are the
/// values that belong to NENA's and IANA's registries (agency roles and types, person roles, location types, incident types): those registries were not at hand.
/// The schema has no member for a message or a withdrawal: they travel as note and internal status.
/// </summary>
internal static class EidoBody
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(MessageFacts facts)
    {
        var parts = new EidoParts(facts);
        var (incident, person, place) = (EidoNotes.OfIncident(facts), EidoNotes.OfPerson(facts), EidoPlace.Of(facts, parts));
        var calls = EidoPlace.Numbers(facts);
        var body = parts.Component("urn:emergency:uid:incidentid:" + facts.EscalationId + ":" + facts.Issuer);
        body["eidoVersion"] = "1.0";
        body["issuingElementIdentification"] = facts.Issuer;
        body["agencyComponent"] = new JsonArray(Agency(facts, parts));
        body["incidentComponent"] = Incident(facts, parts, place is not null, person is not null || calls.Length > 0, incident is not null);
        if (place is not null) body["locationComponent"] = new JsonArray(place);
        if (calls.Length > 0)
        {
            var back = parts.Component(parts.CallBack);
            back["callBackInformationUri"] = new JsonArray([.. calls.Select(uri => (JsonNode)uri)]);
            body["callbackComponent"] = new JsonArray(back);
        }
        if (person is not null || calls.Length > 0) body["personComponent"] = new JsonArray(Person(parts, place is not null, calls.Length > 0, person is not null));
        var notes = new[] { (parts.IncidentNote, incident), (parts.PersonNote, person) }.Where(note => note.Item2 is not null).Select(note => Note(parts, note.Item1, note.Item2!)).ToArray();
        if (notes.Length > 0) body["notesComponent"] = new JsonArray(notes);
        return JsonSerializer.SerializeToUtf8Bytes(body, Readable);
    }

    private static JsonObject Agency(MessageFacts facts, EidoParts parts)
    {
        var agency = parts.Component(parts.Agency);
        agency["agencyRoleDescriptionRegistryText"] = new JsonArray("CallReceiving");
        agency["agencyType"] = new JsonArray("counseling.suicide");
        if (facts.Form.Caller is { Name: not null } or { DirectLine: not null }) agency["agencyJcard"] = EidoPlace.Card(facts.Form.Caller);
        return agency;
    }

    private static JsonObject Incident(MessageFacts facts, EidoParts parts, bool hasPlace, bool hasPerson, bool hasNote)
    {
        var incident = parts.Component(parts.Incident);
        incident["incidentTypeCommonRegistryText"] = TypeOf(facts);
        incident["incidentTypeInternalText"] = HotlineBody.TypeOf(facts.Kind);
        incident["internalIncidentId"] = facts.EscalationId;
        incident["incidentPriorityInternalText"] = facts.Priority.ToString();
        incident["incidentCommonPriorityNumber"] = PriorityOf(facts.Priority);
        incident["documentIdentification"] = new JsonArray(facts.ContactId, "form-version:" + facts.Version);
        if (facts.Kind is MessageKind.Withdrawn or MessageKind.Cancelled or MessageKind.Test) incident["incidentStatusInternalText"] = new JsonArray(facts.Kind.ToString());
        if (hasPlace) incident["locationReference"] = new JsonArray(EidoParts.Reference(parts.Place));
        if (hasPerson) incident["personReference"] = new JsonArray(EidoParts.Reference(parts.Person));
        if (hasNote) incident["notesReference"] = new JsonArray(EidoParts.Reference(parts.IncidentNote));
        return incident;
    }

    private static JsonObject Person(EidoParts parts, bool hasPlace, bool hasNumber, bool hasNote)
    {
        var person = parts.Component(parts.Person);
        person["personIncidentRoleRegistryText"] = new JsonArray("Caller");
        if (hasPlace) person["locationReference"] = new JsonArray(EidoParts.Reference(parts.Place));
        if (hasNumber) person["callBackReference"] = EidoParts.Reference(parts.CallBack);
        if (hasNote) person["notesReference"] = new JsonArray(EidoParts.Reference(parts.PersonNote));
        return person;
    }

    private static JsonObject Note(EidoParts parts, string id, string text)
    {
        var note = parts.Component(id);
        note["notesActionComments"] = text;
        return note;
    }

    /// <summary>APCO codes: SUICTHRT suicide attempt or threat, MTLV mental and violent, MNTL mental, WELFARE welfare check.</summary>
    internal static string TypeOf(MessageFacts facts)
    {
        var (what, wanted) = (facts.Form.What, facts.Form.Wanted);
        if (what.AttemptInProgress == true || what.Method is not null) return "SUICTHRT";
        if (what.MentalState is not null) return what.Means is not null ? "MTLV" : "MNTL";
        if (wanted.Contains(Wire.ResponseWanted.MobileCrisisTeam)) return "MNTL";
        return wanted.Any(kind => kind is Wire.ResponseWanted.Medical or Wire.ResponseWanted.Police) && facts.Priority is Wire.Band.Imminent or Wire.Band.High ? "SUICTHRT" : "WELFARE";
    }

    private static int PriorityOf(Wire.Band band) => band switch { Wire.Band.Imminent => 1, Wire.Band.High => 2, Wire.Band.Moderate => 3, _ => 4 };
}

/// <summary>Ids of the components of one document, and what stands at the head of each.</summary>
internal sealed class EidoParts(MessageFacts facts)
{
    private readonly string at = facts.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public string Agency { get; } = $"{facts.Line}.{facts.Issuer}";
    public string Incident { get; } = Id(facts, "incident");
    public string Person { get; } = Id(facts, "person");
    public string Place { get; } = Id(facts, "place");
    public string CallBack { get; } = Id(facts, "callback");
    public string IncidentNote { get; } = Id(facts, "note");
    public string PersonNote { get; } = Id(facts, "person-note");

    public JsonObject Component(string id) => new() { ["$id"] = id, ["lastUpdateTimeStamp"] = at, ["updatedByAgencyReference"] = Reference(Agency) };

    public static JsonObject Reference(string id) => new() { ["$ref"] = id };

    private static string Id(MessageFacts facts, string part) => $"{facts.EscalationId}.{part}@{facts.Issuer}";
}
