using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;

namespace Hotline.Server.Recording;

/// <summary>The way past a SQL that is away (architecture rule 5): what must be kept rides sealed through the journal until it is recorded.</summary>
public interface ICarryFiles
{
    /// <summary>False where Redis keeps nothing on disk: then nothing may be acknowledged from the journal alone.</summary>
    ValueTask<bool> IsKeptAsync();

    /// <summary>The answer of SQL, unless it is found away and there is this other way.</summary>
    /// <exception cref="RecordsUnavailableException">It is away.</exception>
    Task<T> UnlessAwayAsync<T>(Task<T> asked);

    /// <summary>The same command id again answers with the first entry and carries nothing more.</summary>
    Task<LedgerAnswer> CarryAsync(LineId line, CommandId id, Actor actor, FloorCommand command, Carried carried);

    /// <summary>What an entry carried; null once SQL has it.</summary>
    Task<Carried?> FindAsync(JournalEntry entry);
}

internal sealed class CarryFiles(ICarryingLedger ledger, IJournal journal, IDurability durability, RecordsHealth health, KeyEncryptionKey key) : ICarryFiles
{
    public ValueTask<bool> IsKeptAsync() => durability.KeepsAsync();

    public async Task<T> UnlessAwayAsync<T>(Task<T> asked)
    {
        if (asked.IsCompleted || !await durability.KeepsAsync() || await Task.WhenAny(asked, health.Away) == asked) return await asked;
        throw new RecordsUnavailableException("The records are away.");
    }

    public Task<LedgerAnswer> CarryAsync(LineId line, CommandId id, Actor actor, FloorCommand command, Carried carried) =>
        ledger.CarryAsync(line, id, actor, command, CarriedSeal.Close(key, line, id, carried), CancellationToken.None);

    public async Task<Carried?> FindAsync(JournalEntry entry)
    {
        if (!entry.Carries) return null;
        var found = await journal.ReadSealedAsync(entry.Line, entry.Epoch, [entry.Sequence], CancellationToken.None);
        return found[0] is { } sealedText ? CarriedSeal.Open(key, entry.Line, entry.Command, sealedText) : null;
    }
}
