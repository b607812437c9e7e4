using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hotline.Contracts;
using Hotline.Server.Escalations.Payload;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>
/// Against the members that NENA's published schema 1.0.0 names, types and requires (github.com/NENA911/EIDO-JSON, Schema/openapi.yaml, commit 7f62055d30609b4a931c797a740b4eb7e2c33dbf),
/// for the components that are used here; the file itself is not shipped. Values of registries are not checked.
/// </summary>
public sealed class EidoTests
{
    private const string Text = "text";
    private const string Texts = "texts";
    private const string Number = "number";
    private const string Reference = "reference";
    private const string References = "references";

    /// <summary>Component → member → type; those with a star are required.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Published = new()
    {
        [""] = new() { ["eidoVersion*"] = Text, ["issuingElementIdentification*"] = Text, ["agencyComponent*"] = "[Agency", ["incidentComponent"] = "Incident", ["callbackComponent"] = "[Callback", ["notesComponent"] = "[Notes", ["locationComponent"] = "[Location", ["personComponent"] = "[Person" },
        ["Agency"] = new() { ["agencyRoleDescriptionRegistryText*"] = Texts, ["agencyType*"] = Texts, ["agencyJcard"] = Text },
        ["Incident"] = new()
        {
            ["incidentTypeCommonRegistryText*"] = Text, ["incidentTypeInternalText"] = Text, ["incidentStatusInternalText"] = Texts, ["internalIncidentId"] = Text, ["locationReference"] = References,
            ["personReference"] = References, ["documentIdentification"] = Texts, ["incidentPriorityInternalText"] = Text, ["incidentCommonPriorityNumber"] = Number, ["notesReference"] = References,
        },
        ["Callback"] = new() { ["callBackInformationUri"] = Texts },
        ["Notes"] = new() { ["notesActionComments*"] = Text },
        ["Location"] = new() { ["locationTypeDescriptionRegistryText*"] = Text, ["locationByValue"] = Text, ["locationDescriptionText"] = Text },
        ["Person"] = new() { ["personIncidentRoleRegistryText*"] = Texts, ["locationReference"] = References, ["callBackReference"] = Reference, ["notesReference"] = References },
    };

    private static readonly Dictionary<string, string> Prologue = new() { ["$id*"] = Text, ["lastUpdateTimeStamp*"] = Text, ["updatedByAgencyReference*"] = Reference };

    [Test]
    public void The_shape_is_the_published_one([Values] MessageKind message, [Values] PartnerKind kind)
    {
        foreach (var form in new[] { PaperForm.Full, EscalationForm.Empty })
        {
            var body = Body(kind, PaperForm.Facts(message, form));
            Assert.That(Faults("", body), Is.Empty, body.ToJsonString());
            Assert.That(ReferencesOf(body).Distinct(), Is.SubsetOf(IdsOf(body)), "what is referred to is there");
            Assert.That(IdsOf(body), Is.Unique);
        }
    }

    [TestCase("agencyComponent")]
    [TestCase("eidoVersion")]
    [TestCase("$id")]
    public void What_is_missing_is_found(string member)
    {
        var body = Body(PartnerKind.Ambulance, PaperForm.Facts());
        body.Remove(member);

        Assert.That(Faults("", body), Is.Not.Empty);
    }

    [Test]
    public void What_is_unknown_or_of_another_type_is_found()
    {
        var body = Body(PartnerKind.Ambulance, PaperForm.Facts());
        body["shoeSize"] = 43;
        body["incidentComponent"]!["incidentCommonPriorityNumber"] = "first";

        Assert.That(Faults("", body), Has.Exactly(2).Items);
    }

    [Test]
    public void It_says_where_how_sure_and_whom_to_call()
    {
        var body = Body(PartnerKind.Ambulance, PaperForm.Facts());
        var place = XElement.Parse((string)body["locationComponent"]![0]!["locationByValue"]!);

        Assert.That(place.Descendants().Single(part => part.Name.LocalName == "pos").Value, Is.EqualTo("53.5461 9.9661"));
        Assert.That(place.Descendants().Single(part => part.Name.LocalName == "radius").Value, Is.EqualTo("35"));
        Assert.That(body["callbackComponent"]![0]!["callBackInformationUri"]!.AsArray().Select(uri => (string?)uri), Is.EqualTo(new[] { "tel:+491702222222", "tel:+491701111111" }));
        Assert.That((string?)body["agencyComponent"]![0]!["agencyJcard"], Does.Contain("tel:+49403333333"));
    }

    [Test]
    public void What_somebody_wrote_is_no_markup() =>
        Assert.That((string?)Body(PartnerKind.Police, PaperForm.Facts(MessageKind.Message))["notesComponent"]![0]!["notesActionComments"], Does.Contain("Which door? &lt;b&gt;"));

    [TestCase("attempt", "SUICTHRT")]
    [TestCase("weapon", "MTLV")]
    [TestCase("mental", "MNTL")]
    [TestCase("check", "WELFARE")]
    public void The_incident_type_follows_from_what_is_known(string known, string code)
    {
        var form = EscalationForm.Empty with
        {
            Wanted = known == "check" ? [ResponseWanted.WelfareCheck] : [],
            What = known switch
            {
                "attempt" => new WhatPart(AttemptInProgress: true), "weapon" => new WhatPart(MentalState: "x", Means: "knife"), "mental" => new WhatPart(MentalState: "x"), _ => new WhatPart(),
            },
        };

        Assert.That((string?)Body(PartnerKind.Ambulance, PaperForm.Facts(form: form))["incidentComponent"]!["incidentTypeCommonRegistryText"], Is.EqualTo(code));
    }

    private static JsonObject Body(PartnerKind kind, MessageFacts facts) => JsonNode.Parse(PayloadWriter.Write(PayloadFormat.Eido, kind, facts).Span)!.AsObject();

    private static IEnumerable<string> Faults(string component, JsonObject body)
    {
        var shape = Published[component].Concat(Prologue).ToDictionary();
        foreach (var name in shape.Keys.Where(name => name.EndsWith('*')).Select(name => name[..^1]).Where(name => !body.ContainsKey(name))) yield return $"{component}: {name} is missing";
        foreach (var (name, value) in body)
        {
            var type = shape.GetValueOrDefault(name) ?? shape.GetValueOrDefault(name + "*");
            foreach (var fault in type is null ? [$"{component}: {name} is not of the schema"] : Faults(component, name, type, value)) yield return fault;
        }
    }

    private static IEnumerable<string> Faults(string component, string name, string type, JsonNode? value) => type switch
    {
        Text => Unless(value?.GetValueKind() == JsonValueKind.String),
        Number => Unless(value?.GetValueKind() == JsonValueKind.Number),
        Texts => Unless(value is JsonArray texts && texts.All(text => text?.GetValueKind() == JsonValueKind.String)),
        Reference => Unless(IsReference(value)),
        References => Unless(value is JsonArray references && references.All(IsReference)),
        ['[', ..] => value is JsonArray several ? several.SelectMany(one => Faults(type[1..], one!.AsObject())) : Unless(false),
        _ => value is JsonObject one ? Faults(type, one) : Unless(false),
    };

    private static string[] Unless(bool holds) => holds ? [] : ["a member of another type"];

    private static bool IsReference(JsonNode? value) => value is JsonObject reference && reference.Count == 1 && reference["$ref"]?.GetValueKind() == JsonValueKind.String;

    private static IEnumerable<string> IdsOf(JsonNode? node) => All(node).OfType<JsonObject>().Where(one => one.ContainsKey("$id")).Select(one => (string)one["$id"]!);

    private static IEnumerable<string> ReferencesOf(JsonNode? node) => All(node).OfType<JsonObject>().Where(one => one.ContainsKey("$ref")).Select(one => (string)one["$ref"]!);

    private static IEnumerable<JsonNode?> All(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => All(member.Value)).Prepend(node),
        JsonArray items => items.SelectMany(All).Prepend(node),
        _ => [node],
    };
}
