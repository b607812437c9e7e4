using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>The help seeker left before being answered. Somebody who is already talking ends it by hand.</summary>
internal sealed class WithdrawContact(
    OpenedHere opened, FollowContact follow, ILedger ledger, RescoreFromEvidence.Ways ways, WithdrawContact.Answers answers, IOptions<IntakeOptions> options)
{
    private static readonly string[] Reasons = ["hung_up", "quick_exit", "resolved"];

    /// <summary>What it is answered from.</summary>
    internal sealed record Answers(FindContact Find, AnswerChannel Channel);

    public async Task<IResult> HandleAsync(IntakeCall asked, ContactId known)
    {
        var mine = await opened.AskAsync(asked, known);
        if (mine is false) return asked.Refuse("unknown_contact");
        var there = await follow.FindAsync(asked, known);
        var (call, contact) = (there.Call, there.Contact);
        var notes = new ReadNotes();
        var withdraw = new FloorCommand.WithdrawContact(contact, Reason(call.Body, notes));
        var command = IdempotencyKeys.Read(call.Http.Request.Headers) is { } key ? IdempotencyKeys.Delivering(contact, "withdrawal", key) : new CommandId(Wire.CommandIds.Next(ledger.Now));
        var said = await ledger.ExecuteAsync(call.Line.Id, command, call.Actor, withdraw, CancellationToken.None);
        // Still in the inbox: opened first, or the sweeper would open it after the help seeker has left.
        if (mine is true && said is LedgerAnswer.Refused { Why: Refusal.UnknownContact } && await answers.Find.OpenAsync(call.Line.Id, contact, CancellationToken.None))
            said = await ledger.ExecuteAsync(call.Line.Id, command, call.Actor, withdraw, CancellationToken.None);
        var recorded = said is not LedgerAnswer.Committed committed
            || await ways.Progress.RecordedAsync(committed.Entry, TimeSpan.FromMilliseconds(options.Value.RecordedMilliseconds), CancellationToken.None);
        // Only in a journal that nobody keeps: it took effect, and the client comes again until it is recorded.
        if (mine is null && !recorded && !await ways.Carry.IsKeptAsync()) return call.Refuse("intake_unavailable", TimeSpan.FromSeconds(options.Value.RetryAfterSeconds));
        return await answers.Channel.ToAsync(call, contact, said, recorded, notes.Warnings);
    }

    /// <summary>Not said: hung up. Said and not understood: a quick exit, after which nobody calls back, because an abuser may be watching.</summary>
    private static string Reason(byte[] body, ReadNotes notes)
    {
        if (body.Length == 0) return Reasons[0];
        if (Members.Parse(body) is { ValueKind: JsonValueKind.Object } members)
        {
            var said = Members.Of(members).LastOrDefault(member => member.Name == "reason").Value;
            if (said.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return Reasons[0];
            if (Members.Text(said, "reason", 64, notes)?.Trim().ToLowerInvariant() is { } reason && Reasons.Contains(reason)) return reason;
        }
        notes.Warn("reason", "unknown_value", "The reason is none of hung_up, quick_exit and resolved; nobody will call back.");
        return "quick_exit";
    }
}
