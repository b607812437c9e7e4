using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Escalations;

/// <summary>One message of the outbox to its partner's webhook, and what came of it to the floor.</summary>
internal sealed class SendParcel(ILedger ledger, IPartnerDirectory partners, EscalationTexts texts, IPartnerPost post, IOptions<EscalationOptions> options)
{
    private static readonly string[] NeverLeft = [PostCodes.RefusedAddress, PostCodes.ConnectionFailed, PostCodes.TlsFailed, PostCodes.NoEndpoint, PostCodes.Resting];

    public async Task ExecuteAsync(LineId line, Escalation escalation, OutParcel parcel, CancellationToken cancel)
    {
        var link = escalation.Chain[parcel.Link];
        var result = await PostAsync(line, escalation, parcel, link, cancel);
        var left = result.Tries > 0 && !NeverLeft.Contains(result.Code);
        var note = new FloorCommand.NoteDelivery(escalation.Id, parcel.Key, (DeliveryEnd)result.End, result.Code, result.RetryAfter, left);
        await ledger.ExecuteAsync(line, new CommandId(Wire.CommandIds.Next(ledger.Now)), Actor.System, note, cancel);
    }

    private async Task<PostResult> PostAsync(LineId line, Escalation escalation, OutParcel parcel, ChainLink link, CancellationToken cancel)
    {
        if (partners.Find(line, link.Partner.Value) is not { } partner || !Uri.TryCreate(partner.Settings.Url, UriKind.Absolute, out var url))
            return new PostResult(PostEnd.Refused, PostCodes.NoEndpoint, null, null, 0);
        var body = PayloadWriter.Write(partner.Settings.Format, partner.Settings.Kind, await FactsAsync(line, escalation, parcel, cancel));
        return await post.PostAsync(new PartnerEndpoint($"{line}/{partner.Id}", url, partner.Secrets), new Parcel($"{escalation.Id}.{parcel.Key}", body), cancel);
    }

    private async Task<MessageFacts> FactsAsync(LineId line, Escalation escalation, OutParcel parcel, CancellationToken cancel)
    {
        var (form, message) = (Wire.EscalationForm.Empty, (MessageText?)null);
        var at = escalation.BeganAt;
        if (parcel.Kind is ParcelKind.Submit or ParcelKind.Update)
            form = await texts.FormAsync(escalation.Forms[parcel.Part - 1], cancel) ?? form;
        if (parcel.Kind == ParcelKind.Message)
        {
            var said = escalation.Said[parcel.Part - 1];
            var words = await texts.ReadAsync([said.Text], cancel);
            (at, message) = (said.At, new MessageText(parcel.Part, said.Kind.ToString().ToLowerInvariant(), words.GetValueOrDefault(said.Text, "")));
        }
        return Facts(line, escalation, parcel.Link, Kind(parcel.Kind), parcel.Kind is ParcelKind.Submit or ParcelKind.Update ? parcel.Part : escalation.Forms.Length, at, form) with { Message = message };
    }

    /// <summary>The same for the same version at every try, and for the disclosure log.</summary>
    internal MessageFacts Facts(LineId line, Escalation escalation, int link, MessageKind kind, int version, DateTimeOffset at, Wire.EscalationForm form) => new(
        kind, escalation.Id.Value, escalation.Contact.Value, version, (Wire.Band)escalation.Band, kind == MessageKind.Submitted ? escalation.Chain[link].AskedAt ?? at : at, line.Value, form,
        Issuer: options.Value.Issuer);

    private static MessageKind Kind(ParcelKind kind) => kind switch
    {
        ParcelKind.Submit => MessageKind.Submitted,
        ParcelKind.Update => MessageKind.Updated,
        ParcelKind.Withdraw => MessageKind.Withdrawn,
        ParcelKind.Cancel => MessageKind.Cancelled,
        ParcelKind.Message => MessageKind.Message,
        _ => throw new System.Diagnostics.UnreachableException(kind.ToString()),
    };
}
