using System.Collections.Concurrent;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;

namespace Hotline.Server.Escalations;

/// <summary>Forms and words of hand-overs: sealed in the record before the command that brings them; past a SQL that is away, beside its journal entry.</summary>
internal sealed class EscalationTexts
{
    private const int Remembered = 4_000;
    private readonly IContactFile file;
    private readonly ReadReasons reasons;
    private readonly ILedger ledger;
    private readonly ICarryFiles carry;
    private readonly Acknowledge acknowledge;
    private readonly ConcurrentDictionary<CommandId, JournalEntry> carried = new();
    private readonly ConcurrentQueue<CommandId> order = new();

    public EscalationTexts(IContactFile file, ReadReasons reasons, ILedger ledger, ICarryFiles carry, Acknowledge acknowledge)
    {
        (this.file, this.reasons, this.ledger, this.carry, this.acknowledge) = (file, reasons, ledger, carry, acknowledge);
        ledger.Moved += (_, entry) => Remember(entry);
    }

    /// <summary>Keeps the text under the command and gives it.</summary>
    public async Task<Wire.Receipt> ExecuteAsync(LineId line, CommandId id, Actor actor, EscalationId escalation, string text, FloorCommand command, CancellationToken cancel)
    {
        var (at, subject) = (ledger.Now, EscalationIds.Subject(escalation));
        try
        {
            await carry.UnlessAwayAsync(KeepAsync(line, id, actor, subject, text, at, cancel));
        }
        catch (RecordsUnavailableException)
        {
            if (!await carry.IsKeptAsync()) return new Wire.Receipt(false, 0, 0, "records_unavailable", "It cannot be kept at the moment. Call the partner; the number is on your desk.", false);
            var sealedText = new Carried.Reason(id.Value, $"{actor.Kind}:{actor.Id}", subject, text, at);
            return await acknowledge.ReceiptAsync(await carry.CarryAsync(line, id, actor, command, sealedText), TimeSpan.Zero, cancel);
        }
        return await acknowledge.ExecuteAsync(line, id.Value, actor, command, Acknowledge.FullWait, cancel);
    }

    /// <summary>By command; what was shredded is left out.</summary>
    /// <exception cref="RecordsUnavailableException">SQL did not answer, and no journal entry is known that carries it.</exception>
    public async Task<IReadOnlyDictionary<CommandId, string>> ReadAsync(IReadOnlyCollection<CommandId> commands, CancellationToken cancel)
    {
        Dictionary<CommandId, string> found = [];
        foreach (var command in commands)
            if (carried.TryGetValue(command, out var entry) && await FromJournalAsync(entry) is { } text) found[command] = text;
        if (found.Count == commands.Count) return found;
        foreach (var (command, text) in await reasons.ReadAsync([.. commands.Where(command => !found.ContainsKey(command)).Select(command => command.Value)], cancel)) found[new CommandId(command)] = text;
        return found;
    }

    /// <summary>Null when it was shredded.</summary>
    public async Task<Wire.EscalationForm?> FormAsync(CommandId command, CancellationToken cancel) =>
        (await ReadAsync([command], cancel)).TryGetValue(command, out var text) ? Parse(text) : null;

    public static string Print(Wire.EscalationForm form) => JsonSerializer.Serialize(form, Wire.WireJson.Default.EscalationForm);

    public static Wire.EscalationForm Parse(string text) => JsonSerializer.Deserialize(text, Wire.WireJson.Default.EscalationForm)!;

    private async Task<string?> FromJournalAsync(JournalEntry entry)
    {
        try
        {
            return await carry.FindAsync(entry) is Carried.Reason reason ? reason.Text : null;
        }
        catch (Exception failed) when (failed is StackExchange.Redis.RedisException or TimeoutException or Platform.Sealing.SealBrokenException)
        {
            return null;
        }
    }

    private async Task<bool> KeepAsync(LineId line, CommandId id, Actor actor, string subject, string text, DateTimeOffset at, CancellationToken cancel)
    {
        await file.KeepReasonAsync(line, id, actor, subject, text, at, cancel);
        return true;
    }

    private void Remember(JournalEntry? entry)
    {
        if (entry is not { Carries: true } || !entry.Events.Any(happened => happened is FloorEvent.EscalationMoved) || !carried.TryAdd(entry.Command, entry)) return;
        order.Enqueue(entry.Command);
        while (order.Count > Remembered && order.TryDequeue(out var oldest)) carried.TryRemove(oldest, out _);
    }
}
