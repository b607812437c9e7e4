using Hotline.Server.Floor;
using Hotline.Server.Ledger;

namespace Hotline.Server.Handover;

/// <summary>The holder asks somebody to take the contact over, or to help with it. It stays where it is until somebody has it.</summary>
internal sealed class StartTransfer(HandoverNotes notes, LineChoices lines, ILedger ledger)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.TransferOrder order, CancellationToken cancel)
    {
        if (Target(order) is not { } target)
            return Refused("transfer_incomplete", "Say to whom: a colleague, a skill with its level 1 to 5, or another line.");
        if (target is TransferTarget.OtherLine { Line: var to } && ledger.State(line).Contact(new ContactId(order.ContactId)) is { } contact && !lines.CanTake(line, contact, to))
            return Refused("line_unusable", Platform.Problems.Find("line_unusable").Title);
        // The offer is named after the order: sent again, it is the same offer.
        var command = new FloorCommand.StartTransfer(new ContactId(order.ContactId), by, Fence.Parse(order.Fence), (TransferKind)order.Kind, target, new OfferId("t" + order.CommandId));
        return notes.ExecuteAsync(line, by, order.CommandId, command.Contact, order.Reason, command, cancel);
    }

    private static Task<Wire.Receipt> Refused(string slug, string sentence) => Task.FromResult(new Wire.Receipt(false, 0, 0, slug, sentence, false));

    private static TransferTarget? Target(Wire.TransferOrder order) => order switch
    {
        { To: Wire.TransferTo.Worker, WorkerId: { Length: > 0 } worker } => new TransferTarget.Colleague(new WorkerId(worker)),
        { To: Wire.TransferTo.Skill, Skill: { Length: > 0 } skill } when (order.Level ?? 1) is >= 1 and <= 5 => new TransferTarget.Skilled(new SkillNeed(skill, order.Level ?? 1)),
        { To: Wire.TransferTo.Line, Line: { Length: > 0 } line } => new TransferTarget.OtherLine(new LineId(line)),
        _ => null,
    };
}
