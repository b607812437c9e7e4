using System.Collections.Immutable;
using System.Globalization;
using Hotline.Server.Floor;
using StackExchange.Redis;

namespace Hotline.Server.Ledger;

/// <summary>Marshals one decision to commit.lua.</summary>
internal sealed class CommitCall
{
    private readonly LineId line;
    private readonly long epoch;
    private readonly CommandId id;
    private readonly Actor actor;
    private readonly string tag;
    private readonly bool carries;
    private readonly ImmutableArray<EntityWrite> writes;
    private readonly ImmutableArray<FloorEvent> events;

    /// <param name="seen">The floor the decision was taken on: the store must hold its history.</param>
    public CommitCall(LineId line, FloorState seen, CommandId id, Actor actor, Decision.Changed changed, Dictionary<string, long> reads, LeaseGuard? guard, FloorRules rules, DateTimeOffset now, string tag, Burden burden)
    {
        (this.line, epoch, this.id, this.actor, this.tag) = (line, seen.Epoch, id, actor, tag);
        events = changed.Events;
        carries = burden.Sealed.Length > 0;
        writes = [.. changed.Writes()];

        var keys = new LineKeys(line);
        Keys = [keys.Meta, keys.Floor(epoch), keys.Waiting(epoch), keys.Journal(epoch), keys.Commands(epoch), keys.Leases, keys.Sealed(epoch)];
        List<RedisValue> arguments =
        [
            epoch, id.Value, id.IssuedAtMs, now.ToUnixTimeMilliseconds(), tag, EntryText.Head(actor, events, carries), keys.Hints.ToString(), seen.Sequence, seen.Tag, reads.Count,
        ];
        foreach (var (field, version) in reads)
        {
            arguments.Add(field);
            arguments.Add(version);
        }
        arguments.Add(writes.Length);
        foreach (var write in writes)
        {
            arguments.Add(write.Field);
            arguments.Add(EntryText.Value(write));
            arguments.Add(Place(write, rules));
        }
        arguments.Add(guard is null ? 0 : 1);
        if (guard is not null)
        {
            arguments.Add(guard.Worker.Value);
            arguments.Add(guard.Value?.ToString(CultureInfo.InvariantCulture) ?? "");
        }
        arguments.Add(burden.Sealed);
        arguments.Add(burden.MostUnrecorded);
        Arguments = [.. arguments];
    }

    public string Tag => tag;
    public RedisKey[] Keys { get; }
    public RedisValue[] Arguments { get; }

    public JournalEntry Entry(long sequence, long atMs, string previousTag) =>
        new(line, epoch, sequence, DateTimeOffset.FromUnixTimeMilliseconds(atMs), tag, previousTag, id, actor, writes, events, carries);

    /// <summary>Rank as a string (cjson and Garnet cut numbers), empty = leaves the queue, dash = was never in it.</summary>
    private static string Place(EntityWrite write, FloorRules rules) => write switch
    {
        { Contact.State: ContactState.Waiting } => Rank.Of(write.Contact, rules).Value.ToString(CultureInfo.InvariantCulture),
        _ when write.Field.StartsWith("c:", StringComparison.Ordinal) => "",
        _ => "-",
    };
}

/// <summary>What a commit weighs beside its entry.</summary>
/// <param name="Sealed">Rides with the entry until SQL has it; empty = nothing.</param>
/// <param name="MostUnrecorded">Refused while more bytes than this wait for SQL; 0 = never for that.</param>
internal readonly record struct Burden(string Sealed, long MostUnrecorded)
{
    /// <summary>Intake is refused first, then what is added to a file; accept, end and whatever else the floor lives on never.</summary>
    public static Burden Of(FloorCommand command, string? sealedText, long bound) => new(sealedText ?? "", command switch
    {
        FloorCommand.OpenContact or FloorCommand.CarryFile { IsBare: true } => bound,
        FloorCommand.CarryFile => bound + (bound / 4),
        _ => 0,
    });
}
