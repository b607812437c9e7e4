using Hotline.Contracts;
using Hotline.Server.Escalations.Payload;
using Hotline.Tests.Support;
using Band = Hotline.Contracts.Band;

namespace Hotline.Tests.Partners;

/// <summary>Forms and facts for tests; each value of the full form occurs once, so that it can be looked for.</summary>
internal static class PaperForm
{
    public static readonly EscalationForm Full = new(
        new WhoPart("Ming 明", "+49 170 1111111", "+49 170 2222222", "zh", true),
        new WherePart("Hafenstraße 7", "Harbour-district", 53.5461, 9.9661, 35, "fourth-floor", "code-4711-door", "told-by-caller", A.T0.AddMinutes(-3)),
        new WhatPart("happening-text", true, "method-text", "substance-text", "amount-text", "since-text", "means-text", "others-text", "medical-text", "mental-text", "medication-text", "hazards-text"),
        new CallerPart("Harbour line", "+49 40 3333333"), [ResponseWanted.Medical, ResponseWanted.Police], DisclosureGround.VitalInterest, "ground-note-text");

    public static MessageFacts Facts(MessageKind kind = MessageKind.Submitted, EscalationForm? form = null) => new(
        kind, "e7f", "c9a", 2, Band.Imminent, A.T0, "harbour", form ?? Full, kind == MessageKind.Message ? new MessageText(3, "question", "Which door? <b>") : null, "line.example");
}
