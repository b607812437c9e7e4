using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;

namespace Hotline.Server.Records;

/// <summary>What belongs into the records and came while they were away: it crosses the journal sealed, and is kept when they are back.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Arrival), "intake")]
[JsonDerivedType(typeof(Pieces), "evidence")]
[JsonDerivedType(typeof(Words), "text")]
[JsonDerivedType(typeof(Reason), "reason")]
public abstract record Carried
{
    private Carried() { }

    /// <summary>An accepted intake, as the inbox would have it.</summary>
    /// <param name="Open">JSON of the command that opens it.</param>
    public sealed record Arrival(
        string ChannelKeyId, string IdempotencyKey, string PayloadHash, string Command, string Open, IReadOnlyList<Evidence> Evidence,
        Wire.Particulars? Particulars, Wire.CallbackConsent? Callback, string? Text, IReadOnlyList<Wire.IntakeWarning> Warnings) : Carried
    {
        public static Arrival Of(InboxItem item) => new(
            item.ChannelKeyId, item.IdempotencyKey, item.PayloadHash, item.Command.Value, JsonSerializer.Serialize(item.Open, FloorJson.Default.OpenContact),
            item.Evidence, item.Particulars, item.Callback, item.Text, item.Warnings);

        public InboxItem ItemOf(LineId line) => new(
            line, ChannelKeyId, IdempotencyKey, PayloadHash, new CommandId(Command), JsonSerializer.Deserialize(Open, FloorJson.Default.OpenContact)!,
            Evidence, Particulars, Callback, Text, Warnings);
    }

    /// <summary>Evidence that came later.</summary>
    public sealed record Pieces(string Contact, IReadOnlyList<Evidence> Evidence, Delivery? Delivery) : Carried;

    /// <summary>A text of the help seeker.</summary>
    public sealed record Words(string Contact, string Text, DateTimeOffset At, Delivery? Delivery) : Carried;

    /// <summary>A supervisor's typed reason.</summary>
    /// <param name="Subject">kind:id of what the command is about.</param>
    public sealed record Reason(string Command, string Actor, string Subject, string Text, DateTimeOffset At) : Carried;
}

/// <summary>A delivery that names itself: the same key of the same contact is the same delivery.</summary>
/// <param name="Kind">evidence, text or withdrawal.</param>
/// <param name="PayloadHash">SHA-256 hex of the canonical request; same key with another hash is a reuse.</param>
public sealed record Delivery(string Key, string Kind, string PayloadHash);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Carried))]
internal sealed partial class CarriedJson : JsonSerializerContext;

/// <summary>Seals what crosses the journal; bound to its line and command, so that it opens at no other entry.</summary>
internal static class CarriedSeal
{
    public static string Close(KeyEncryptionKey key, LineId line, CommandId command, Carried carried) =>
        Convert.ToBase64String(key.SealCarried(Place(line, command), JsonSerializer.SerializeToUtf8Bytes(carried, CarriedJson.Default.Carried)));

    /// <exception cref="SealBrokenException">Another key, another entry, or changed.</exception>
    public static Carried Open(KeyEncryptionKey key, LineId line, CommandId command, string sealedText) =>
        JsonSerializer.Deserialize(key.OpenCarried(Place(line, command), Convert.FromBase64String(sealedText)), CarriedJson.Default.Carried)!;

    private static SealPlace Place(LineId line, CommandId command) => new("Journal", "Sealed", $"{line}|{command}");
}
