using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Handover;

/// <summary>
/// Contacts that a line gives to others, on the node that leads it. All it knows stands on the two floors and in SQL: whoever leads next goes on from there.
/// What came of one is settled at once; whatever needs SQL is done beside, so that no offer waits for it.
/// </summary>
internal sealed class SendToLines(ILedger ledger, IServiceScopeFactory scopes, TimeProvider time, ILogger<SendToLines> logger)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<LineId, Task> sending = new();

    /// <summary>Spares looking into SQL for news when there are none; forgotten, it is looked up again.</summary>
    private readonly ConcurrentDictionary<ContactId, (long Basis, int Texts)> brought = new();

    public async Task RunAsync(LineId line, CancellationToken cancel)
    {
        if (ledger.State(line).Abroad.IsEmpty) return;
        foreach (var (contact, abroad) in Of(line).Where(one => !one.Abroad.Arrived))
            if (There(contact, abroad) is { } there && CameOf(there) is { } arrived) await SettleAsync(line, contact, abroad, arrived, cancel);
        if (!sending.TryGetValue(line, out var last) || last.IsCompleted) sending[line] = SendAsync(line, cancel);
    }

    /// <summary>Whether somebody over there has or had it; false when it is over without, null while it waits.</summary>
    public static bool? CameOf(Contact there) => there.State switch
    {
        ContactState.Engaged or ContactState.WrapUp => true,
        ContactState.Closed => there.AnsweredAt is not null,
        ContactState.Abandoned => false,
        _ => null,
    };

    private async Task SendAsync(LineId line, CancellationToken cancel)
    {
        foreach (var (contact, abroad) in Of(line))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var order = new Sending(scope.ServiceProvider, line, contact, abroad);
                if (abroad.Arrived) await order.FollowAsync(ledger, cancel);
                else if (contact is { State: ContactState.Engaged, Transfer.Step: TransferStep.Seeking } && contact.Transfer.Number == abroad.Number) await OfferAsync(order, cancel);
                else if (await order.FetchBackAsync(ledger, cancel) is { } arrived) await SettleAsync(line, contact, abroad, arrived, cancel);
            }
            catch (Exception failed) when (!cancel.IsCancellationRequested)
            {
                // Nobody awaits this; the next one begins from the floors as they are then.
                HandoverLog.SendingFailed(logger, line.Value, contact.Id.Value, failed.GetType().Name);
                await Task.Delay(PauseAfterFailure, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Put there, and what came since then added.</summary>
    private async Task OfferAsync(Sending order, CancellationToken cancel)
    {
        var news = (order.Contact.Grade.Basis, order.Contact.Texts);
        if (There(order.Contact, order.Abroad) is not null && brought.TryGetValue(order.There.Contact, out var known) && known == news) return;
        if (!await order.OpenAsync(ledger, cancel)) return;
        brought[order.There.Contact] = news;
    }

    private async Task SettleAsync(LineId line, Contact contact, Abroad abroad, bool arrived, CancellationToken cancel)
    {
        var other = IdempotencyKeys.Elsewhere(contact.Id, abroad.Number);
        brought.TryRemove(other, out _);
        await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(ledger.Now)), new Actor("system", "transfer"), new FloorCommand.SettleTransfer(contact.Id, abroad.Number, other, arrived), cancel);
    }

    private IEnumerable<(Contact Contact, Abroad Abroad)> Of(LineId line)
    {
        var state = ledger.State(line);
        foreach (var id in state.Abroad)
            if (state.Contact(id) is { Abroad: { } abroad } contact) yield return (contact, abroad);
    }

    private Contact? There(Contact contact, Abroad abroad) => ledger.State(abroad.Line).Contact(IdempotencyKeys.Elsewhere(contact.Id, abroad.Number));
}

/// <summary>One contact on its way to another line.</summary>
internal sealed record Sending(IServiceProvider Services, LineId Line, Contact Contact, Abroad Abroad)
{
    /// <summary>So long the withdrawal may take to be recorded: what a lost journal would bring back over there is worse than a moment.</summary>
    private static readonly TimeSpan RecordedWithin = TimeSpan.FromSeconds(2);
    private static readonly Actor Carrier = new("system", "transfer");

    private Origin Here => new(Line, Contact.Id);

    public Origin There => new(Abroad.Line, IdempotencyKeys.Elsewhere(Contact.Id, Abroad.Number));

    /// <summary>True once it stands there with all that is known of it now.</summary>
    public async Task<bool> OpenAsync(ILedger ledger, CancellationToken cancel)
    {
        if (ledger.State(There.Line).Contact(There.Contact) is null) await Use<OpenElsewhere>().ExecuteAsync(Line, Contact, Abroad, cancel);
        else await Use<BringFile>().ExecuteAsync(Here, There, cancel);
        return ledger.State(There.Line).Contact(There.Contact) is not null;
    }

    /// <summary>Somebody there has it: from now on all that comes goes there, and what came before follows.</summary>
    public async Task FollowAsync(ILedger ledger, CancellationToken cancel)
    {
        // Recorded up to here, so that whatever rode through the journal is in the file that is copied.
        if (await Use<IContactFile>().RecordedStateAsync(Line, Contact.Id, cancel) is not { Abroad: { Arrived: true } recorded } || recorded.Number != Abroad.Number) return;
        await Use<ISentContacts>().PutAsync(Here, There, ledger.Now, cancel);
        await Use<BringFile>().ExecuteAsync(Here, There, cancel);
        await ledger.ExecuteAsync(Line, Next(ledger), Carrier, new FloorCommand.FinishSending(Contact.Id, Abroad.Number), cancel);
    }

    /// <summary>Withdraws it there, unless somebody has it. True: somebody has; false: nobody will; null: not known yet.</summary>
    public async Task<bool?> FetchBackAsync(ILedger ledger, CancellationToken cancel)
    {
        if (ledger.State(There.Line).Epoch == 0) return null;
        if (ledger.State(There.Line).Contact(There.Contact) is null)
        {
            var known = await Use<FindContact>().ExecuteAsync(There.Line, There.Contact, cancel);
            if (known is not null && SendToLines.CameOf(known) is { } before) return before;
            // Not there yet, and perhaps on its way: it is opened to be withdrawn, once and for all.
            if (known is null || !await Use<FindContact>().OpenAsync(There.Line, There.Contact, cancel)) await Use<OpenElsewhere>().OpenBareAsync(Line, Contact, Abroad, cancel);
        }
        switch (await ledger.ExecuteAsync(There.Line, Next(ledger), Carrier, new FloorCommand.RecallContact(There.Contact), cancel))
        {
            case LedgerAnswer.Committed committed:
                await Use<Recording.IRecordedProgress>().RecordedAsync(committed.Entry, RecordedWithin, cancel);
                return false;
            case LedgerAnswer.Refused { Why: Refusal.ContactEngaged }: return true;
            case LedgerAnswer.Unchanged when ledger.State(There.Line).Contact(There.Contact) is { } over: return SendToLines.CameOf(over);
            default: return null;
        }
    }

    private static CommandId Next(ILedger ledger) => new(Wire.CommandIds.Next(ledger.Now));

    private T Use<T>() where T : notnull => Services.GetRequiredService<T>();
}
