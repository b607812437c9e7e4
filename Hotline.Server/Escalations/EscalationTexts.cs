using System.Collections.Concurrent;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Hotline.Server.Supervision;

namespace Hotline.Server.Escalations;

/// <summary>Forms and words of hand-overs: sealed in the record before the command that brings them; past a SQL that is away, beside its journal entry.</summary>
internal sealed class EscalationTexts
{
    private const int Remembered = 4_000;
    private readonly TypedReasons typed;
    private readonly ReadReasons reasons;
    private readonly ICarryFiles carry;
    private readonly ConcurrentDictionary<CommandId, JournalEntry> carried = new();
    private readonly ConcurrentQueue<CommandId> order = new();

    public EscalationTexts(TypedReasons typed, ReadReasons reasons, ILedger ledger, ICarryFiles carry)
    {
        (this.typed, this.reasons, this.carry) = (typed, reasons, carry);
        ledger.Moved += (_, entry) => Remember(entry);
    }

    /// <summary>Keeps the text under the command and gives it.</summary>
    public Task<Wire.Receipt> ExecuteAsync(LineId line, CommandId id, Actor actor, EscalationId escalation, string text, FloorCommand command, CancellationToken cancel) =>
        typed.KeepAndGiveAsync(new Order(line, new WorkerId(actor.Id), id, actor.Kind), EscalationIds.Subject(escalation), text, command, cancel);

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

    private void Remember(JournalEntry? entry)
    {
        if (entry is not { Carries: true } || !entry.Events.Any(happened => happened is FloorEvent.EscalationMoved) || !carried.TryAdd(entry.Command, entry)) return;
        order.Enqueue(entry.Command);
        while (order.Count > Remembered && order.TryDequeue(out var oldest)) carried.TryRemove(oldest, out _);
    }
}
