using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>What a worker can order from the desk. A refusal becomes a notice.</summary>
public sealed class DeskOrders(Commands commands, Notices notices)
{
    public Task<bool> Show(OfferView offer) => Send(nameof(IConsoleHub.ShowOffer), Order(offer), quiet: true);

    public Task<bool> Accept(OfferView offer) => Send(nameof(IConsoleHub.AcceptOffer), Order(offer));

    public Task<bool> Decline(OfferView offer) => Send(nameof(IConsoleHub.DeclineOffer), Order(offer));

    public Task<bool> Take(LastCallView call) => Send(nameof(IConsoleHub.TakeLastCall), new ContactOrder(commands.NextId(), call.ContactId, ""));

    public Task<bool> Take(HandedView handed) => Send(nameof(IConsoleHub.TakeHand), new ContactOrder(commands.NextId(), handed.ContactId, ""));

    public Task<bool> PullNext() => Send(nameof(IConsoleHub.PullNext), new PullOrder(commands.NextId()));

    public Task<bool> Read(MessageView message) => Send(nameof(IConsoleHub.ReadMessage), new ReadMessageOrder(commands.NextId(), message.MessageId));

    public Task<bool> Be(Presence presence, BreakReason? reason = null) =>
        Send(nameof(IConsoleHub.SetPresence), new PresenceOrder(commands.NextId(), presence, reason));

    /// <param name="lastSignAt">Ledger time.</param>
    public Task<bool> MarkIdle(DateTimeOffset lastSignAt) => Send(nameof(IConsoleHub.MarkIdle), new IdleOrder(commands.NextId(), lastSignAt), quiet: true);

    public Task<bool> End(EngagementView held, Outcome outcome) =>
        Send(nameof(IConsoleHub.EndContact), new EndOrder(commands.NextId(), held.ContactId, held.Fence, outcome));

    public Task<bool> Extend(EngagementView held) => Send(nameof(IConsoleHub.ExtendWrapUp), Order(held));

    public Task<bool> Finish(EngagementView held) => Send(nameof(IConsoleHub.FinishWrapUp), Order(held));

    /// <summary>The receipt is the dialog's to show.</summary>
    public Task<Receipt> SetBand(EngagementView held, Band band, string reason) =>
        commands.Send(nameof(IConsoleHub.OverrideBand), new OverrideOrder(commands.NextId(), held.ContactId, held.Fence, band, reason));

    private OfferOrder Order(OfferView offer) => new(commands.NextId(), offer.ContactId, offer.OfferId, offer.Fence);

    private ContactOrder Order(EngagementView held) => new(commands.NextId(), held.ContactId, held.Fence);

    private async Task<bool> Send<TOrder>(string method, TOrder order, bool quiet = false) where TOrder : notnull
    {
        var receipt = await commands.Send(method, order);
        if (!receipt.Done && !quiet)
            notices.Refuse(receipt.Refusal);
        return receipt.Done;
    }
}
