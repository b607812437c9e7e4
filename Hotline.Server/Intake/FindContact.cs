using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Intake;

/// <summary>Where a contact stands: on the floor, else as recorded, else as the inbox holds it.</summary>
public sealed class FindContact(ILedger ledger, IContactFile file, IInbox inbox)
{
    private const int MostUnopened = 10_000;

    /// <summary>Null when nothing is known of it. Throws <see cref="RecordsUnavailableException"/>.</summary>
    public async Task<Contact?> ExecuteAsync(LineId line, ContactId id, CancellationToken cancel)
    {
        if (ledger.State(line).Contact(id) is { } live) return live;
        if (await file.RecordedStateAsync(line, id, cancel) is { } recorded) return recorded;
        return await UnopenedAsync(line, id, cancel) is { } waiting ? Opened(waiting.Open) : null;
    }

    /// <summary>Opens what the inbox holds and the floor does not, as the sweeper would; false when there is nothing to open or the floor does not answer.</summary>
    public async Task<bool> OpenAsync(LineId line, ContactId id, CancellationToken cancel) =>
        await UnopenedAsync(line, id, cancel) is { } waiting
        && await ledger.ExecuteAsync(line, waiting.Command, Actor.System, waiting.Open, cancel) is not LedgerAnswer.Refused;

    private async Task<(CommandId Command, FloorCommand.OpenContact Open)?> UnopenedAsync(LineId line, ContactId id, CancellationToken cancel)
    {
        foreach (var row in await inbox.UnopenedAsync(line, TimeSpan.Zero, MostUnopened, cancel))
            if (row.Open.Contact == id) return row;
        return null;
    }

    internal static Contact Opened(FloorCommand.OpenContact open) => new()
    {
        Id = open.Contact,
        Channel = open.Channel,
        Language = open.Language,
        Skills = open.Skills,
        Wishes = open.Wishes.IsDefault ? [] : open.Wishes,
        Preferred = open.Preferred is { } worker ? new Preference(worker, null) : null,
        NotWorkers = open.NotWorkers.IsDefault ? [] : open.NotWorkers,
        ArrivedAt = open.ArrivedAt,
        Grade = open.Grade,
        State = new ContactState.Waiting(open.ArrivedAt),
        CallbackWished = open.CallbackWished,
        ExpectedSeconds = open.ExpectedSeconds,
        ExpectedRange = open.ExpectedRange,
    };
}
