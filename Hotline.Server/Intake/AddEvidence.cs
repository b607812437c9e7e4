using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Intake;

/// <summary>More is known of a contact; graded at once.</summary>
internal sealed class AddEvidence(OpenedHere opened, FollowContact follow, ILedger ledger, RescoreFromEvidence rescore, AnswerChannel answer)
{
    public async Task<IResult> HandleAsync(IntakeCall asked, ContactId known)
    {
        if (await opened.AskAsync(asked, known) is false) return asked.Refuse("unknown_contact");
        var there = await follow.FindAsync(asked, known);
        var (call, contact) = (there.Call, there.Contact);
        var delivery = OpenedHere.DeliveryOf(call, "evidence");
        if (await opened.IsReusedAsync(there, delivery)) return call.Refuse("idempotency_key_reused");
        var notes = new ReadNotes();
        var evidence = await opened.IsTakenAsync(there, delivery) ? [] : Read(call.Body, await rescore.RulesOfAsync(call.Line.Id, contact, CancellationToken.None), ledger.Now, notes);
        var done = await rescore.KeepAsync(call.Line.Id, contact, evidence, delivery, call.Actor, IdempotencyKeys.Delivering(contact, delivery.Kind, delivery.Key), CancellationToken.None);
        await follow.BringAfterAsync(call.Line.Id, contact);
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
