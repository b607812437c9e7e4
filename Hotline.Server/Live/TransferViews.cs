using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;

namespace Hotline.Server.Live;

/// <summary>Hand-overs and those beside a holder, with names.</summary>
internal sealed class TransferViews(IWorkerDirectory workers, ILineDirectory lines)
{
    public Wire.TransferView? Of(Contact contact)
    {
        if (contact.Transfer is not { } transfer) return null;
        var (to, target) = transfer.Target switch
        {
            TransferTarget.Colleague colleague => (Wire.TransferTo.Worker, NameOf(colleague.Worker)),
            TransferTarget.Skilled { Need: var need } => (Wire.TransferTo.Skill, $"{need.Skill}:{need.Level}"),
            TransferTarget.OtherLine { Line: var line } => (Wire.TransferTo.Line, lines.Find(line)?.Name ?? line.Value),
            _ => throw new System.Diagnostics.UnreachableException(transfer.Target.GetType().Name),
        };
        var asking = contact.Pending.FirstOrDefault() is { } offer ? NameOf(offer.Worker) : null;
        return new Wire.TransferView((Wire.TransferKind)transfer.Kind, to, target, (Wire.TransferStep)transfer.Step, transfer.StartedAt, transfer.Until, asking, (Wire.TransferEnd?)transfer.End)
        {
            TargetZh = transfer.Target is TransferTarget.OtherLine other ? lines.Find(other.Line)?.NameZh : null,
        };
    }

    /// <summary>Null when nobody is.</summary>
    public IReadOnlyList<Wire.ParticipantView>? Beside(Contact contact) => contact.Beside.IsEmpty
        ? null
        : [.. contact.Beside.Select(one => new Wire.ParticipantView(one.Worker.Value, NameOf(one.Worker), (Wire.BesideRole)one.Role, one.Since))];

    /// <summary>Contacts this worker is beside; null when none.</summary>
    public IReadOnlyList<Wire.BesideView>? Of(FloorState state, Worker worker)
    {
        List<Wire.BesideView>? views = null;
        foreach (var holding in worker.Holdings)
        {
            if (holding.Kind != HoldingKind.Beside || state.Contact(holding.Contact) is not { Holder: { } holder } contact || contact.ParticipantOf(worker.Id) is not { } me) continue;
            (views ??= []).Add(new Wire.BesideView(
                contact.Id.Value, (Wire.BesideRole)me.Role, NameOf(holder), state.Worker(holder)?.Presence == PresenceKind.ConsoleLost, contact.Grade.Band.Wired(), contact.Grade.Score,
                contact.Channel.Wired(), contact.Language, contact.ArrivedAt, me.Since, contact.Reasons(), contact.Grade.Basis + contact.Texts, Beside(contact) ?? []));
        }
        return views;
    }

    /// <summary>Who hands a contact over, or asks for help with it, or the line it comes from; null for one of the queue.</summary>
    public string? From(Contact contact) => contact.State is ContactState.Engaged engaged ? NameOf(engaged.Worker)
        : contact.From is { } from ? lines.Find(from.Line)?.Name ?? from.Line.Value : null;

    /// <summary>In Chinese, of a line.</summary>
    public string? FromZh(Contact contact) => contact is { State: not ContactState.Engaged, From: { } from } ? lines.Find(from.Line)?.NameZh : null;

    private string NameOf(WorkerId id) => workers.Find(id)?.Name ?? id.Value;
}
