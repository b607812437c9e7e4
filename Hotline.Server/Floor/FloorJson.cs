using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hotline.Server.Floor;

/// <summary>JSON of floor values, for Redis and SQL alike. Ids and fences as they print; nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    Converters = [typeof(LineIdJson), typeof(ContactIdJson), typeof(WorkerIdJson), typeof(OfferIdJson), typeof(FenceJson), typeof(EscalationIdJson), typeof(PartnerIdJson), typeof(CommandIdJson)])]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(Worker))]
[JsonSerializable(typeof(Escalation))]
[JsonSerializable(typeof(ImmutableArray<FloorEvent>))]
[JsonSerializable(typeof(FloorEvent))]
[JsonSerializable(typeof(Grade))]
[JsonSerializable(typeof(FloorCommand.OpenContact))]
[JsonSerializable(typeof(EntryBody))]
public sealed partial class FloorJson : JsonSerializerContext;

/// <summary>The part of a journal entry that is JSON.</summary>
public sealed record EntryBody(
    Actor Actor, ImmutableArray<EntityWrite> Writes, ImmutableArray<FloorEvent> Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Carries = false);

internal sealed class LineIdJson : TextJson<LineId>
{
    protected override LineId Parse(string text) => new(text);
    protected override string Print(LineId value) => value.Value;
}

internal sealed class ContactIdJson : TextJson<ContactId>
{
    protected override ContactId Parse(string text) => new(text);
    protected override string Print(ContactId value) => value.Value;
}

internal sealed class WorkerIdJson : TextJson<WorkerId>
{
    protected override WorkerId Parse(string text) => new(text);
    protected override string Print(WorkerId value) => value.Value;
}

internal sealed class OfferIdJson : TextJson<OfferId>
{
    protected override OfferId Parse(string text) => new(text);
    protected override string Print(OfferId value) => value.Value;
}

internal sealed class EscalationIdJson : TextJson<EscalationId>
{
    protected override EscalationId Parse(string text) => new(text);
    protected override string Print(EscalationId value) => value.Value;
}

internal sealed class PartnerIdJson : TextJson<PartnerId>
{
    protected override PartnerId Parse(string text) => new(text);
    protected override string Print(PartnerId value) => value.Value;
}

internal sealed class CommandIdJson : TextJson<CommandId>
{
    protected override CommandId Parse(string text) => new(text);
    protected override string Print(CommandId value) => value.Value;
}

internal sealed class FenceJson : TextJson<Fence>
{
    protected override Fence Parse(string text) => Fence.Parse(text);
    protected override string Print(Fence value) => value.ToString();
}

/// <summary>A value that travels as one string.</summary>
internal abstract class TextJson<T> : JsonConverter<T>
{
    protected abstract T Parse(string text);
    protected abstract string Print(T value);

    public override T Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) => Parse(reader.GetString()!);
    public override void Write(System.Text.Json.Utf8JsonWriter writer, T value, System.Text.Json.JsonSerializerOptions options) => writer.WriteStringValue(Print(value));
}
