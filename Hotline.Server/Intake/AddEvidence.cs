using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Intake;

/// <summary>More is known of a contact; graded at once.</summary>
internal sealed class AddEvidence(OpenedHere opened, ILedger ledger, RescoreFromEvidence rescore, AnswerChannel answer)
{
    public async Task<IResult> HandleAsync(IntakeCall call, ContactId contact)
    {
        if (await opened.AskAsync(call, contact) is false) return call.Refuse("unknown_contact");
        var delivery = OpenedHere.DeliveryOf(call, "evidence");
        if (await opened.IsReusedAsync(contact, delivery)) return call.Refuse("idempotency_key_reused");
        var notes = new ReadNotes();
        var evidence = Read(call.Body, await rescore.RulesOfAsync(call.Line.Id, contact, CancellationToken.None), ledger.Now, notes);
        var done = await rescore.KeepAsync(call.Line.Id, contact, evidence, delivery, call.Actor, IdempotencyKeys.Delivering(contact, delivery.Kind, delivery.Key), CancellationToken.None);
        return await answer.ToAsync(call, contact, done.Answer, done.Recorded, notes.Warnings);
    }

    private static List<Evidence> Read(byte[] body, RuleSet rules, DateTimeOffset now, ReadNotes notes)
    {
        if (Members.Parse(body) is not { ValueKind: JsonValueKind.Object } members)
        {
            notes.Warn("body", "not_json", "The body is not a JSON object; it counts as unknown.");
            return ReadEvidence.Unknown("help_seeker", now);
        }
        var evidence = new List<Evidence>();
        foreach (var (name, value) in Members.Of(members))
        {
            if (name == "evidence") evidence.AddRange(ReadEvidence.Of(value, rules, "help_seeker", now, notes));
            else notes.Warn(Members.Named(name), "unknown_member", "A member is not known; it was left out.");
        }
        if (evidence.Count == 0) notes.Warn("evidence", "missing", "There is no evidence in it.");
        return evidence;
    }
}
