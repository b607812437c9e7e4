using Hotline.Server.Floor;

namespace Hotline.Server.Handover;

/// <summary>The holder asks somebody to take the contact over, or to help with it. It stays where it is until somebody has it.</summary>
public sealed class StartTransfer(HandoverNotes notes)
{
    public Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.TransferOrder order, CancellationToken cancel)
    {
        if (Target(order) is not { } target)
            return Task.FromResult(new Wire.Receipt(false, 0, 0, "transfer_incomplete", "Say to whom: a colleague, or a skill with its level 1 to 5.", false));
        // The offer is named after the order: sent again, it is the same offer.
        var command = new FloorCommand.StartTransfer(new ContactId(order.ContactId), by, Fence.Parse(order.Fence), (TransferKind)order.Kind, target, new OfferId("t" + order.CommandId));
        return notes.ExecuteAsync(line, by, order.CommandId, command.Contact, order.Reason, command, cancel);
    }

    private static TransferTarget? Target(Wire.TransferOrder order) => order switch
    {
        { To: Wire.TransferTo.Worker, WorkerId: { Length: > 0 } worker } => new TransferTarget.Colleague(new WorkerId(worker)),
        { To: Wire.TransferTo.Skill, Skill: { Length: > 0 } skill } when (order.Level ?? 1) is >= 1 and <= 5 => new TransferTarget.Skilled(new SkillNeed(skill, order.Level ?? 1)),
        _ => null,
    };
}
