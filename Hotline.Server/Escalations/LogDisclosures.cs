using System.Text;
using Hotline.Server.Escalations.Disclosures;
using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Escalations;

/// <summary>Writes down what a partner was told: no hand-over is over before its disclosures are kept.</summary>
internal sealed class LogDisclosures(ILedger ledger, IPartnerDirectory partners, EscalationTexts texts, IDisclosures disclosures, RecordsStore store, SendParcel send)
{
    public async Task ExecuteAsync(LineId line, Escalation escalation, int index, CancellationToken cancel)
    {
        var link = escalation.Chain[index];
        // By message every version left by itself; at a desk or by voice only the one that was seen last.
        var from = link.Delivery == PartnerDelivery.Webhook ? Math.Max(link.Logged + 1, link.Version) : link.Told;
        for (var version = from; version <= link.Told; version++)
            if (await texts.FormAsync(escalation.Forms[version - 1], cancel) is { } form)
            {
                var one = Of(line, escalation, index, version, form);
                await store.WriteAsync(db => disclosures.AddAsync(db, one, cancel), cancel);
            }
        await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(ledger.Now)), Actor.System, new FloorCommand.NoteDisclosed(escalation.Id, index, link.Told), cancel);
    }

    private Disclosure Of(LineId line, Escalation escalation, int index, int version, Wire.EscalationForm form)
    {
        var link = escalation.Chain[index];
        var partner = partners.Find(line, link.Partner.Value);
        var (kind, format) = (partner?.Settings.Kind ?? Wire.PartnerKind.OtherLine, partner?.Settings.Format ?? Wire.PayloadFormat.Hotline);
        var facts = send.Facts(line, escalation, index, version == link.Version ? MessageKind.Submitted : MessageKind.Updated, version, escalation.BeganAt, form);
        var body = link.Delivery == PartnerDelivery.Webhook ? PayloadWriter.Write(format, kind, facts) : Encoding.UTF8.GetBytes(EscalationTexts.Print(LeastData.For(kind, form)));
        var where = link.Delivery switch
        {
            PartnerDelivery.Webhook => partner?.Settings.Url,
            PartnerDelivery.Voice => partner?.Settings.VoiceNumber,
            _ => null,
        };
        return new Disclosure(
            $"{escalation.Id}.{index}.{version}", line, ledger.Now, escalation.Id.Value, escalation.Contact, link.Partner.Value, partner?.Settings.Name ?? link.Partner.Value, escalation.By,
            (Wire.PartnerDelivery)link.Delivery, where ?? link.Partner.Value, [.. LeastData.Fields(kind, form).Select(field => field.Path)], form.Ground, form.GroundNote, body, escalation.Second);
    }
}
