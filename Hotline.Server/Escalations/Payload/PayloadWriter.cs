using System.Diagnostics;
using System.Text;

namespace Hotline.Server.Escalations.Payload;

/// <summary>Facts to the body that is posted. Pure; the same facts give the same bytes.</summary>
public static class PayloadWriter
{
    /// <summary>JSON in UTF-8. The form is cut to what the kind may see, also when the caller has not done it.</summary>
    public static ReadOnlyMemory<byte> Write(Wire.PayloadFormat format, Wire.PartnerKind kind, MessageFacts facts)
    {
        var cut = facts with { Form = facts.HasForm ? LeastData.For(kind, facts.Form) : Wire.EscalationForm.Empty };
        return format switch
        {
            Wire.PayloadFormat.Hotline => HotlineBody.Write(cut),
            Wire.PayloadFormat.Eido => EidoBody.Write(cut),
            _ => throw new UnreachableException($"{format} has no writer."),
        };
    }

    /// <summary>What would leave for a partner. Only a webhook has a body.</summary>
    /// <param name="facts">As they would be sent; the id may be one that stands for the real one.</param>
    public static Wire.EscalationPreview Preview(string partnerId, Wire.PartnerKind kind, Wire.PartnerDelivery delivery, Wire.PayloadFormat format, MessageFacts facts) => new(
        partnerId, LeastData.Fields(kind, facts.Form), LeastData.Withheld(kind, facts.Form),
        delivery == Wire.PartnerDelivery.Webhook ? Encoding.UTF8.GetString(Write(format, kind, facts).Span) : "");
}
