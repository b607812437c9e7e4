using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>
/// Somebody reaches the line. The inbox and the floor are told at once; acknowledged when the inbox has it on disk, whatever Redis says
/// (architecture, rule 4). While SQL is away it rides sealed through the journal (rule 5). The same key again answers with the first contact.
/// </summary>
internal sealed class OpenContact(IInbox inbox, ILedger ledger, FindContact find, GradeContact grade, OpenContact.Ways ways)
{
    /// <summary>What it needs beside the stores.</summary>
    internal sealed record Ways(KeysInProgress Keys, LookBack LookBack, WishedWorkers Workers, WaitBooks Waits, ICarryFiles Carry, IIntakeAlarms Alarms, IOptions<IntakeOptions> Options, TimeProvider Time, ILogger<OpenContact> Logger);

    private readonly TimeSpan pause = TimeSpan.FromSeconds(ways.Options.Value.RetryAfterSeconds);
    private readonly TimeSpan mostRecords = TimeSpan.FromMilliseconds(ways.Options.Value.RecordsMilliseconds);
    private readonly TimeSpan mostLooking = TimeSpan.FromMilliseconds(Math.Min(500, ways.Options.Value.RecordsMilliseconds));
    private readonly TimeSpan mostFloor = TimeSpan.FromMilliseconds(ways.Options.Value.FloorMilliseconds);

    public async Task<IResult> HandleAsync(IntakeCall call)
    {
        if (IdempotencyKeys.Read(call.Http.Request.Headers) is not { } key) return call.Refuse("idempotency_key_missing");
        var contact = IdempotencyKeys.Derive(call.KeyId, key);
        using var turn = ways.Keys.Enter(contact);
        if (turn is null) return call.Refuse("idempotency_in_progress", TimeSpan.FromSeconds(1));

        var root = Members.Parse(call.Body);
        var hash = PayloadHash.Of(call.Body, root);
        if (await FirstAsync(call, key) is { } first)
            return first.PayloadHash == hash ? await RepeatAsync(call, first.Contact, first.Warnings) : call.Refuse("idempotency_key_reused");
        return await OpenAsync(call, key, contact, root, hash);
    }

    private async Task<IResult> OpenAsync(IntakeCall call, string key, ContactId contact, System.Text.Json.JsonElement? root, string hash)
    {
        var notes = new ReadNotes();
        var arrivedAt = ledger.Now;
        var opening = Opening.Read(call.Body, root, call.Line, call.Channel, grade.Rules, arrivedAt, notes);
        if (opening.Text is { } said) opening = opening.With(grade.OfTexts(call.Line.Id, opening.Language, [new(arrivedAt, said)]));
        var earlier = await ways.LookBack.FindAsync(call.Line, contact, opening, arrivedAt);
        opening = opening.With(CallSignals.Of(call.Line, opening, grade.Rules.Find(call.Line.Id, opening.Language), earlier, arrivedAt));
        var (preferred, not) = ways.Workers.Of(call.Line, opening, earlier, arrivedAt, notes);
        var open = new FloorCommand.OpenContact(
            contact, opening.Channel, opening.Language, opening.Skills, grade.Of(call.Line.Id, opening.Language, opening.Evidence), arrivedAt, opening.CallbackWished)
        {
            Wishes = opening.Wishes, Preferred = preferred, NotWorkers = not,
        };
        if (ways.Waits.Expect(call.Line, FindContact.Opened(open)) is { } expected) open = open with { ExpectedSeconds = expected.Seconds, ExpectedRange = expected.Range };
        var item = new InboxItem(
            call.Line.Id, call.KeyId, key, hash, IdempotencyKeys.Opening(contact, arrivedAt), open,
            opening.Evidence, opening.Particulars, opening.Callback, opening.Text, notes.Warnings);

        // Neither waits for the other, and neither ends because the caller's connection did.
        var committing = ledger.ExecuteAsync(call.Line.Id, item.Command, call.Actor, open, CancellationToken.None);
        var stored = await StoreAsync(item);
        if (stored is null) return await CarryAsync(call, item, committing);
        if (stored == InboxAnswer.KeyReused) return call.Refuse("idempotency_key_reused");
        await SettleAsync(call, contact, committing);
        if (stored == InboxAnswer.AlreadyStored) return await RepeatAsync(call, contact, notes.Warnings);

        return Accepted(call, item, "recorded");
    }

    private IResult Accepted(IntakeCall call, InboxItem item, string durability)
    {
        var contact = item.Open.Contact;
        if (item.Warnings.Count > 0)
            ways.Alarms.Raise(call.Line.Id, contact, item.Warnings.Count, [.. item.Warnings.Select(warning => warning.Code).Distinct(StringComparer.Ordinal)]);
        call.Http.Response.Headers.Location = $"/api/v1/lines/{call.Line.Id}/contacts/{contact}";
        var floor = ledger.State(call.Line.Id);
        return IntakeCall.Answer(Standing.Receipt(floor.Contact(contact) ?? FindContact.Opened(item.Open), floor, call.Line, ledger.Now, durability, item.Warnings), StatusCodes.Status201Created);
    }

    private async Task<(ContactId Contact, string PayloadHash, IReadOnlyList<Wire.IntakeWarning> Warnings)?> FirstAsync(IntakeCall call, string key)
    {
        try
        {
            var (inTime, first) = await ways.Carry.UnlessAwayAsync(inbox.FindAsync(call.KeyId, key, CancellationToken.None)).WithinAsync(mostLooking, ways.Time);
            return inTime ? first : null;
        }
        catch (RecordsUnavailableException)
        {
            // The floor may still get it: somebody may answer while the client is told to come again.
            return null;
        }
    }

    /// <summary>Null when it is not on disk, or not known to be.</summary>
    private async Task<InboxAnswer?> StoreAsync(InboxItem item)
    {
        try
        {
            var (inTime, answer) = await ways.Carry.UnlessAwayAsync(inbox.PutAsync(item, CancellationToken.None)).WithinAsync(mostRecords, ways.Time);
            return inTime ? answer : null;
        }
        catch (RecordsUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Not on disk in SQL: acknowledged only when the journal has all of it, on a Redis that keeps it.</summary>
    private async Task<IResult> CarryAsync(IntakeCall call, InboxItem item, Task<LedgerAnswer> committing)
    {
        var contact = item.Open.Contact;
        var (inTime, opened) = await committing.WithinAsync(mostFloor, ways.Time);
        var onFloor = inTime && opened is not LedgerAnswer.Refused;
        if (onFloor && await ways.Carry.IsKeptAsync()
            && await ways.Carry.CarryAsync(call.Line.Id, IdempotencyKeys.Carrying(contact), call.Actor, new FloorCommand.CarryFile(contact, 0, null), Carried.Arrival.Of(item)) is LedgerAnswer.Committed carried)
        {
            if (!carried.Repeated) return Accepted(call, item, "journaled");
            // Once SQL has it the first request cannot be looked at; while the journal has it, it can.
            var first = await ways.Carry.FindAsync(carried.Entry) as Carried.Arrival;
            if (first is not null && first.PayloadHash != item.PayloadHash) return call.Refuse("idempotency_key_reused");
            return await RepeatAsync(call, contact, first?.Warnings ?? item.Warnings, "journaled");
        }
        IntakeLog.InboxFailed(ways.Logger, call.Line.Id, contact, onFloor ? "has it" : "has not got it either");
        return call.Refuse("intake_unavailable", pause);
    }

    /// <summary>Lets the floor catch up so that the receipt can name a place; on disk it is either way, and the sweeper opens it.</summary>
    private async Task SettleAsync(IntakeCall call, ContactId contact, Task<LedgerAnswer> committing)
    {
        try
        {
            var (inTime, answer) = await committing.WithinAsync(mostFloor, ways.Time);
            if (!inTime) IntakeLog.NotOnFloor(ways.Logger, call.Line.Id, contact, "no answer in time");
            else if (answer is LedgerAnswer.Refused refused) IntakeLog.NotOnFloor(ways.Logger, call.Line.Id, contact, refused.Why.ToString());
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            IntakeLog.Failed(ways.Logger, failure, call.Line.Id);
        }
    }

    private async Task<IResult> RepeatAsync(IntakeCall call, ContactId contact, IReadOnlyList<Wire.IntakeWarning> warnings, string durability = "recorded") =>
        await find.ExecuteAsync(call.Line.Id, contact, CancellationToken.None) is { } standing
            ? IntakeCall.Answer(Standing.Receipt(standing, ledger.State(call.Line.Id), call.Line, ledger.Now, durability, warnings))
            : call.Refuse("intake_unavailable", pause);
}
