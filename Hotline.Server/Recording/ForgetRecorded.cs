using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Recording;

/// <summary>Drops contacts from the floor that are over, recorded and old enough.</summary>
internal sealed class ForgetRecorded(ILedger ledger, IFloorSettings settings)
{
    private const int MostAtOnce = 100;

    /// <summary>A look a second: a line that ends more contacts than these would never forget them all.</summary>
    private const int MostTurns = 10;

    /// <param name="point">Up to where the journal is recorded.</param>
    public async Task ForgetAsync(RecordPoint point, CancellationToken cancel)
    {
        await ForgetEscalationsAsync(point, cancel);
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var due = Due(ledger.State(point.Line), point, ledger.Now, settings.RulesOf(point.Line));
            if (due.Length == 0) return;
            var command = new CommandId(Wire.CommandIds.Next(ledger.Now));
            // Refused or unanswered: the next look finds them again.
            if (await ledger.ExecuteAsync(point.Line, command, Actor.System, new FloorCommand.ForgetContacts([.. due]), cancel) is not LedgerAnswer.Committed || due.Length < MostAtOnce) return;
        }
    }

    private async Task ForgetEscalationsAsync(RecordPoint point, CancellationToken cancel)
    {
        var (state, now, rules) = (ledger.State(point.Line), ledger.Now, settings.RulesOf(point.Line));
        if (state.Epoch != point.Epoch) return;
        EscalationId[] due = [.. state.Escalations.Values
            .Where(one => one.OverAt + rules.ForgetAfter <= now && state.Versions[FloorState.Field(one.Id)] <= point.Sequence).Take(MostAtOnce).Select(one => one.Id)];
        if (due.Length > 0)
            await ledger.ExecuteAsync(point.Line, new CommandId(Wire.CommandIds.Next(now)), Actor.System, new FloorCommand.ForgetEscalations([.. due]), cancel);
    }

    internal static ContactId[] Due(FloorState state, RecordPoint point, DateTimeOffset now, FloorRules rules) => state.Epoch != point.Epoch ? [] :
    [
        .. state.Over.Select(key => state.Contacts[key.Contact]).TakeWhile(contact => contact.OverAt + rules.ForgetAfter <= now)
            .Where(contact => contact.Abroad is null && state.Versions[FloorState.Field(contact.Id)] <= point.Sequence)
            .Take(MostAtOnce).Select(contact => contact.Id),
    ];
}
