using System.Text.Json;
using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision;

/// <summary>Hands in SQL, each change with its link of the audit chain in one transaction.</summary>
internal sealed class AuditedHands(RecordsStore store, ContactKeys keys, IAuditTrail audit) : IHands
{
    public Task<HandAnswer> PutAsync(LineId line, Hand hand, string reason, CancellationToken cancel) =>
        store.WriteAsync(async db =>
        {
            await Turns.TakeAsync(db, ContactKeys.OwnerOf(hand.Contact), cancel);
            if (await db.Hands.AnyAsync(row => row.CommandId == hand.Command.Value, cancel)) return HandAnswer.HandedBefore;
            if (await OpenOf(db, line, hand.Contact).AnyAsync(cancel)) return HandAnswer.HandedToAnother;
            db.Hands.Add(new HandRow
            {
                CommandId = hand.Command.Value, Line = line.Value, ContactId = hand.Contact.Value, WorkerId = hand.Worker.Value, HandedBy = hand.By.Value, At = hand.At,
            });
            await KeepReasonAsync(db, line, hand.Contact, hand.Command, hand.By, reason, hand.At, cancel);
            await NoteAsync(db, line, hand.At, $"supervisor:{hand.By}", "ContactHanded", hand.Contact, hand.Command, hand.Worker, null, cancel);
            return HandAnswer.Handed;
        }, cancel);

    public Task<bool> IsKnownAsync(CommandId command, CancellationToken cancel) =>
        store.ReadAsync(db => db.Hands.AnyAsync(row => row.CommandId == command.Value, cancel), cancel);

    public Task<IReadOnlyList<Hand>> OpenAsync(LineId line, CancellationToken cancel) =>
        store.ReadAsync<IReadOnlyList<Hand>>(async db =>
        {
            var rows = await db.Hands.Where(row => row.Line == line.Value && row.SettledAt == null).OrderBy(row => row.At).ToListAsync(cancel);
            return [.. rows.Select(row => new Hand(new CommandId(row.CommandId), new ContactId(row.ContactId), new WorkerId(row.WorkerId), new WorkerId(row.HandedBy), row.At, row.TakenAt))];
        }, cancel);

    public Task<bool> TakeAsync(LineId line, ContactId contact, WorkerId worker, DateTimeOffset at, CancellationToken cancel) =>
        store.WriteAsync(async db =>
        {
            if (await OpenOf(db, line, contact).FirstOrDefaultAsync(row => row.WorkerId == worker.Value, cancel) is not { } row) return false;
            if (row.TakenAt is not null) return true;
            row.TakenAt = at;
            await NoteAsync(db, line, at, $"worker:{worker}", "HandTaken", contact, new CommandId(row.CommandId), worker, null, cancel);
            return true;
        }, cancel);

    public Task<bool> WithdrawAsync(LineId line, ContactId contact, CommandId order, WorkerId by, string reason, DateTimeOffset at, CancellationToken cancel) =>
        store.WriteAsync(async db =>
        {
            // The same order sent again has done its work.
            if (await db.TypedReasons.AnyAsync(row => row.CommandId == order.Value, cancel)) return true;
            if (await OpenOf(db, line, contact).FirstOrDefaultAsync(cancel) is not { } row) return false;
            (row.SettledAt, row.Result) = (at, "withdrawn");
            await KeepReasonAsync(db, line, contact, order, by, reason, at, cancel);
            await NoteAsync(db, line, at, $"supervisor:{by}", "HandWithdrawn", contact, order, new WorkerId(row.WorkerId), null, cancel);
            return true;
        }, cancel);

    public Task SettleAsync(LineId line, Hand hand, string result, DateTimeOffset at, CancellationToken cancel) =>
        store.WriteAsync(async db =>
        {
            if (await db.Hands.FirstOrDefaultAsync(row => row.CommandId == hand.Command.Value && row.SettledAt == null, cancel) is not { } row) return;
            (row.SettledAt, row.Result) = (at, result);
            await NoteAsync(db, line, at, "system:floor", "HandSettled", hand.Contact, hand.Command, hand.Worker, result, cancel);
        }, cancel);

    private static IQueryable<HandRow> OpenOf(RecordsDb db, LineId line, ContactId contact) =>
        db.Hands.Where(row => row.Line == line.Value && row.ContactId == contact.Value && row.SettledAt == null);

    private async Task KeepReasonAsync(RecordsDb db, LineId line, ContactId contact, CommandId order, WorkerId by, string reason, DateTimeOffset at, CancellationToken cancel)
    {
        using var key = await keys.FindOrAddAsync(db, ContactKeys.OwnerOf(contact), cancel);
        db.TypedReasons.Add(new TypedReasonRow
        {
            CommandId = order.Value, Line = line.Value, Actor = $"supervisor:{by}", Subject = $"contact:{contact}", At = at, Reason = key.Seal(Places.Reason(order.Value), reason),
        });
    }

    private Task NoteAsync(RecordsDb db, LineId line, DateTimeOffset at, string actor, string action, ContactId contact, CommandId command, WorkerId worker, string? result, CancellationToken cancel)
    {
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["command"] = command.Value, ["worker"] = worker.Value };
        if (result is not null) data["result"] = result;
        return audit.AppendAsync(db, [new AuditFact($"line:{line}", at, actor, action, $"contact:{contact}", JsonSerializer.Serialize(data))], cancel);
    }
}
