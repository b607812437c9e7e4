using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>
/// A journal entry as text: <c>epoch|sequence|at|tag|previous tag|bytes so far|command</c>, a line of JSON with actor and events,
/// then one line a write: field, blank, JSON (empty when dropped).
/// </summary>
internal static class EntryText
{
    public static string Head(Actor actor, ImmutableArray<FloorEvent> events, bool carries) =>
        JsonSerializer.Serialize(new EntryBody(actor, [], events, carries), FloorJson.Default.EntryBody);

    public static string Value(EntityWrite write) => write switch
    {
        { Contact: { } contact } => JsonSerializer.Serialize(contact, FloorJson.Default.Contact),
        { Worker: { } worker } => JsonSerializer.Serialize(worker, FloorJson.Default.Worker),
        { Escalation: { } escalation } => JsonSerializer.Serialize(escalation, FloorJson.Default.Escalation),
        _ => "",
    };

    public static EntityWrite ParseValue(string field, string json) => json.Length == 0
        ? new EntityWrite(field, null, null)
        : field[0] switch
        {
            'c' => new EntityWrite(field, JsonSerializer.Deserialize(json, FloorJson.Default.Contact), null),
            'e' => new EntityWrite(field, null, null, JsonSerializer.Deserialize(json, FloorJson.Default.Escalation)),
            _ => new EntityWrite(field, null, JsonSerializer.Deserialize(json, FloorJson.Default.Worker)),
        };

    /// <summary>Splits <c>version|JSON</c> as it stands in the floor HASH; version -1 when missing.</summary>
    public static (long Version, EntityWrite Write) ParseStored(string field, string? stored)
    {
        if (string.IsNullOrEmpty(stored)) return (TrackedView.Missing, new EntityWrite(field, null, null));
        var bar = stored.IndexOf('|', StringComparison.Ordinal);
        return (long.Parse(stored.AsSpan(0, bar), NumberStyles.None, CultureInfo.InvariantCulture), ParseValue(field, stored[(bar + 1)..]));
    }

    public static JournalEntry Parse(LineId line, string text)
    {
        var lines = text.Split('\n');
        var head = lines[0].Split('|', 7);
        var body = JsonSerializer.Deserialize(lines[1], FloorJson.Default.EntryBody)!;
        var writes = ImmutableArray.CreateBuilder<EntityWrite>(lines.Length - 2);
        foreach (var write in lines.AsSpan(2))
        {
            var blank = write.IndexOf(' ', StringComparison.Ordinal);
            writes.Add(ParseValue(write[..blank], write[(blank + 1)..]));
        }
        return new JournalEntry(
            line, Number(head[0]), Number(head[1]), DateTimeOffset.FromUnixTimeMilliseconds(Number(head[2])), head[3], head[4], new CommandId(head[6]),
            body.Actor, writes.MoveToImmutable(), body.Events, body.Carries);
    }

    /// <summary>Tag and place alone, without reading what the entry says.</summary>
    public static (long Epoch, long Sequence, string Tag) Place(string text)
    {
        var head = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal));
        Span<Range> parts = stackalloc Range[5];
        head.Split(parts, '|');
        return (long.Parse(head[parts[0]], NumberStyles.None, CultureInfo.InvariantCulture), long.Parse(head[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture), head[parts[3]].ToString());
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
