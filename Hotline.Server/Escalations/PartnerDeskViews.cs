using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Escalations;

/// <summary>What a partner's desk shows: its own hand-overs and nothing else.</summary>
public sealed class PartnerDeskViews(IPartnerDirectory partners, ILedger ledger)
{
    private const int MostRecent = 20;

    public Wire.PartnerDeskView Of(LineId line, PartnerId partner, FloorState state)
    {
        var settings = partners.Find(line, partner.Value)?.Settings;
        var rows = state.Escalations.Values.Select(one => Row(one, partner)).OfType<Wire.PartnerDeskRow>().ToList();
        return new Wire.PartnerDeskView(
            state.Epoch, state.Sequence, ledger.Now, settings?.Name ?? partner.Value, settings?.NameZh is { Length: > 0 } name ? name : settings?.Name ?? partner.Value,
            [.. rows.Where(IsOpen).OrderBy(row => row.State is Wire.ChainState.Accepted).ThenByDescending(row => row.Band).ThenBy(row => row.SentAt)],
            [.. rows.Where(row => !IsOpen(row)).OrderByDescending(row => row.SentAt).Take(MostRecent)]);
    }

    /// <summary>Of the last time it was asked; null when it never was.</summary>
    public static ChainLink? LinkOf(Escalation escalation, PartnerId partner) => escalation.Chain.LastOrDefault(link => link.Partner == partner && link.AskedAt is not null);

    /// <summary>True while a partner may still read what it is about.</summary>
    public static bool MayRead(ChainLink link) => link.IsOpen || link.State is LinkState.Accepted or LinkState.Closed;

    private static bool IsOpen(Wire.PartnerDeskRow row) => row.State is Wire.ChainState.Asked or Wire.ChainState.Delivered or Wire.ChainState.Accepted;

    private static Wire.PartnerDeskRow? Row(Escalation one, PartnerId partner) => LinkOf(one, partner) is not { } link ? null : new Wire.PartnerDeskRow(
        one.Id.Value, (Wire.Band)one.Band, (Wire.ChainState)link.State, (Wire.EscalationStep)one.Step, link.AskedAt!.Value, link.IsOpen ? link.AnswerUntil : null, link.Number,
        one.Forms.Length, link == one.Current ? (Wire.CancelState)one.Cancel : Wire.CancelState.None, one.Said.Length,
        one.Said.Count(said => said is { Kind: SaidKind.Question, Partner: null }) - one.Said.Count(said => said is { Kind: SaidKind.Answer, Partner: not null }) is > 0 and var open ? open : 0);
}
