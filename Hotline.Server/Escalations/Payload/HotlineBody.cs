using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Server.Escalations.Payload;

/// <summary>Our own JSON, as docs/schemas/escalation.schema.json has it: <c>type</c>, <c>timestamp</c>, <c>data</c>; empty members are left out.</summary>
internal static class HotlineBody
{
    // Nobody puts it into a page: Chinese stays readable.
    private static readonly HotlineBodyJson Json = new(new JsonSerializerOptions(HotlineBodyJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static ReadOnlyMemory<byte> Write(MessageFacts facts)
    {
        var form = facts.HasForm ? facts.Form : null;
        return JsonSerializer.SerializeToUtf8Bytes(new Envelope(TypeOf(facts.Kind), facts.At.ToUniversalTime(), new Body(
            facts.EscalationId, facts.ContactId, facts.Version, facts.Line, facts.Priority,
            form?.Wanted, form?.Ground, form?.Who, form?.Where, form?.What, form?.Caller, facts.Kind == MessageKind.Message ? facts.Message : null)), Json.Envelope);
    }

    public static string TypeOf(MessageKind kind) => kind switch
    {
        MessageKind.Submitted => "escalation.submitted",
        MessageKind.Updated => "escalation.updated",
        MessageKind.Withdrawn => "escalation.withdrawn",
        MessageKind.Cancelled => "escalation.cancelled",
        MessageKind.Message => "escalation.message",
        MessageKind.Test => "escalation.test",
        _ => throw new UnreachableException($"{kind} has no name."),
    };

    internal sealed record Envelope(string Type, DateTimeOffset Timestamp, Body Data);

    internal sealed record Body(
        string EscalationId, string ContactId, int Version, string Line, Wire.Band Priority, IReadOnlyList<Wire.ResponseWanted>? Wanted, Wire.DisclosureGround? Ground,
        Wire.WhoPart? Who, Wire.WherePart? Where, Wire.WhatPart? What, Wire.CallerPart? Caller, MessageText? Message);
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(HotlineBody.Envelope))]
internal sealed partial class HotlineBodyJson : JsonSerializerContext;
