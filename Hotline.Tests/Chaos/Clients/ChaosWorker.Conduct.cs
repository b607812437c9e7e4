using Hotline.Server.Drill;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Chaos.Clients;

/// <summary>What the worker does with an offer and with a contact.</summary>
internal sealed partial class ChaosWorker
{
    private const double DeclineShare = 0.04;
    private const double MissShare = 0.01;
    private const double AssessShare = 0.2;
    private const double LateWrapUpShare = 0.05;

    private async Task ShowOnlyAsync(Wire.OfferView offer, SeenOffer seen, TaskCompletionSource<SeenOffer> victim)
    {
        await Task.Yield();
        await OrderAsync(nameof(Wire.IConsoleHub.ShowOffer), Order(offer), offer.ContactId, stop);
        victim.TrySetResult(seen);
    }

    private async Task AnswerAsync(Wire.OfferView offer)
    {
        await Task.Yield();
        await OrderAsync(nameof(Wire.IConsoleHub.ShowOffer), Order(offer), offer.ContactId, stop);
        var fate = chance.Next();
        if (fate < MissShare) return;
        await shift.Clock.Delay(chance.LogNormal(TimeSpan.FromSeconds(0.4), 0.5), stop);
        if (fate < MissShare + DeclineShare)
        {
            await OrderAsync(nameof(Wire.IConsoleHub.DeclineOffer), Order(offer), offer.ContactId, stop);
            return;
        }
        var receipt = await OrderAsync(nameof(Wire.IConsoleHub.AcceptOffer), Order(offer), offer.ContactId, stop);
        if (!receipt.Done) return;
        lock (gate)
        {
            book.Accepted(offer.ContactId, OrderOf(receipt), shift.Clock.Now);
            shift.Fences.Accept(offer.ContactId, offer.Fence, Name);
            fences.TryAdd(offer.ContactId, offer.Fence);
            Conduct(offer.ContactId, Wire.Phase.Engaged);
        }
        shift.Histories.With(offer.ContactId, story => story.WasAnswered = true);
    }

    private void Conduct(string contact, Wire.Phase phase)
    {
        if (conducts.ContainsKey(contact)) return;
        conducts[contact] = shift.Watch(ConductAsync(contact, phase));
    }

    private async Task ConductAsync(string contact, Wire.Phase phase)
    {
        await Task.Yield();
        try
        {
            if (phase == Wire.Phase.Engaged && !await TalkAsync(contact)) return;
            if (chance.Happens(LateWrapUpShare)) return;
            await shift.Clock.Delay(chance.Exponential(TimeSpan.FromSeconds(0.4)), stop);
            await OrderAsync(nameof(Wire.IConsoleHub.FinishWrapUp), new Wire.ContactOrder(NextId(), contact, FenceOf(contact)), contact, stop);
        }
        finally
        {
            // A wrap-up left to its timer is not begun again with the next view.
            if (phase == Wire.Phase.Engaged) await shift.Clock.Delay(TimeSpan.FromSeconds(1), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            conducts.TryRemove(contact, out _);
        }
    }

    /// <summary>False when the contact turned out not to be this worker's any more.</summary>
    private async Task<bool> TalkAsync(string contact)
    {
        var length = TimeSpan.FromSeconds(0.5) + chance.Exponential(TimeSpan.FromSeconds(1.5));
        await shift.Clock.Delay(length / 2, stop);
        if (chance.Happens(AssessShare))
            await OrderAsync(nameof(Wire.IConsoleHub.AssessContact), new Wire.AssessOrder(NextId(), contact, FenceOf(contact), BandEvidence.Of(Wire.Band.Moderate)), contact, stop);
        await shift.Clock.Delay(length / 2, stop);
        while (true)
        {
            var fence = FenceOf(contact);
            var receipt = await OrderAsync(nameof(Wire.IConsoleHub.EndContact), new Wire.EndOrder(NextId(), contact, fence, Wire.Outcome.Supported), contact, stop);
            if (receipt.Done)
            {
                lock (gate) book.Ended(contact, OrderOf(receipt), shift.Clock.Now);
                shift.Histories.With(contact, story => story.EndedAt ??= shift.Clock.Now);
                return true;
            }
            // A restored floor hands the contact back under a new fence; without one it is somebody else's.
            if (FenceOf(contact) == fence) return false;
        }
    }

    /// <summary>Sent again with its id until there is an answer that stands.</summary>
    private async Task<Wire.Receipt> OrderAsync(string method, object order, string contact, CancellationToken cancel)
    {
        shift.Histories.Note(Name, contact, $"{method} sent");
        while (true)
        {
            try
            {
                var receipt = await console.OrderAsync(method, order, cancel);
                if (receipt.Refusal == "records_unavailable")
                {
                    // Said to be kept nowhere: asked again, as the console does.
                    await shift.Clock.Delay(TimeSpan.FromMilliseconds(500), cancel);
                    continue;
                }
                shift.Histories.Note(Name, contact, $"{method} {(receipt.Done ? $"done at {receipt.Epoch}.{receipt.Sequence}{(receipt.Recorded ? ", recorded" : "")}" : "refused: " + receipt.Refusal)}");
                if (receipt.Refusal is { } slug) Refusals.AddOrUpdate(slug, 1, (_, count) => count + 1);
                return receipt;
            }
            catch (DrillStoppedException failing)
            {
                shift.Histories.Note(Name, contact, $"{method} fails: {failing.Message}");
            }
        }
    }

    private string FenceOf(string contact)
    {
        lock (gate) return fences[contact];
    }

    private Wire.OfferOrder Order(Wire.OfferView offer) => new(NextId(), offer.ContactId, offer.OfferId, offer.Fence);
}
