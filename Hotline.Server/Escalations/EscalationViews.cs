using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Identity;

namespace Hotline.Server.Escalations;

/// <summary>Hand-overs as desks and boards show them; names of partners and workers, no word of what it is about.</summary>
public sealed class EscalationViews(IPartnerDirectory partners, IWorkerDirectory workers)
{
    private const int MostOnBoard = 50;

    /// <summary>What this worker began, holds the contact of, or may confirm.</summary>
    public IReadOnlyList<Wire.EscalationView> OfDesk(LineId line, FloorState state, WorkerId me) => state.Escalations.IsEmpty ? [] :
    [
        .. state.Escalations.Values
            .Where(one => one.By == me || state.Contact(one.Contact)?.Holder == me || (one.Step == EscalationStep.Held && state.Worker(me) is { IsOnDuty: true }))
            .OrderBy(one => one.OverAt is not null).ThenBy(one => one.BeganAt).Select(one => Of(line, one, me)),
    ];

    public IReadOnlyList<Wire.EscalationView> OfBoard(LineId line, FloorState state) => state.Escalations.IsEmpty ? [] :
    [
        .. state.Escalations.Values.OrderBy(Order).ThenBy(one => one.BeganAt).Take(MostOnBoard).Select(one => Of(line, one, null)),
    ];

    public static int Open(FloorState state) => state.Escalations.Values.Count(one => one.OverAt is null);

    /// <summary>Changes when anything shown of them changes.</summary>
    public static string Digest(FloorState state) => state.Escalations.IsEmpty ? "" :
        string.Join(',', state.Escalations.Keys.Select(id => state.Versions.GetValueOrDefault(FloorState.Field(id))).Order());

    public Wire.EscalationView Of(LineId line, Escalation one, WorkerId? me)
    {
        var current = one.Current;
        var dial = one.Step is EscalationStep.Unanswered
            ? one.Chain.Select(link => NumberOf(line, link)).LastOrDefault(number => number is not null) ?? AnyNumber(line)
            : current is { Delivery: PartnerDelivery.Voice, IsOpen: true } ? NumberOf(line, current) : null;
        return new Wire.EscalationView(
            one.Id.Value, one.Contact.Value, (Wire.Band)one.Band, (Wire.EscalationStep)one.Step, one.BeganAt, one.Since, workers.Find(one.By)?.Name ?? one.By.Value, one.By == me,
            one.At, [.. one.Chain.Select(link => Link(line, link))], one.Forms.Length, one.Step == EscalationStep.Held ? one.ConfirmFrom : null, one.ReachDueAt, one.Reached,
            (Wire.CancelState)one.Cancel, one.OpenQuestions, one.DueAt, dial, one.OverAt is not null);
    }

    private Wire.LinkView Link(LineId line, ChainLink link)
    {
        var partner = partners.Find(line, link.Partner.Value)?.Settings;
        return new Wire.LinkView(
            link.Partner.Value, partner?.Name ?? link.Partner.Value, partner?.NameZh ?? link.Partner.Value, partner?.Kind ?? Wire.PartnerKind.OtherLine, (Wire.PartnerDelivery)link.Delivery,
            partner?.VoiceNumber, (Wire.ChainState)link.State, link.Number, (Wire.RejectReason?)link.Reason, link.Asks, link.Fault, link.AnswerUntil);
    }

    private string? NumberOf(LineId line, ChainLink link) => partners.Find(line, link.Partner.Value)?.Settings.VoiceNumber is { Length: > 0 } number ? number : null;

    private string? AnyNumber(LineId line) => partners.OfLine(line).FirstOrDefault(partner => partner is { IsVoiceOnly: true, Settings.Enabled: true })?.Settings.VoiceNumber;

    /// <summary>What needs a person first.</summary>
    private static int Order(Escalation one) => one switch
    {
        { OverAt: not null } => 9,
        { Step: EscalationStep.Unanswered } => 0,
        { Step: EscalationStep.Held } => 1,
        { OpenQuestions: > 0 } => 2,
        { Step: EscalationStep.Closed or EscalationStep.GoneOnArrival } => 3,
        { IsTaken: false } => 4,
        _ => 5,
    };
}
