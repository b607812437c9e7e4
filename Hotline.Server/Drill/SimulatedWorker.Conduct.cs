namespace Hotline.Server.Drill;

/// <summary>What the worker does with an offer and with a contact.</summary>
internal sealed partial class SimulatedWorker
{
    private const double TalkShare = 0.8;
    private const double AssessShare = 0.5;
    private const double ReactionSpread = 0.5;

    private static readonly TimeSpan LeastAway = HoldBook.Lease + TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAway = HoldBook.Lease + TimeSpan.FromSeconds(6);

    private async Task AnswerAsync(Wire.OfferView offer, CancellationToken gone)
    {
        try
        {
            await Task.Yield();
            await console.OrderAsync(nameof(Wire.IConsoleHub.ShowOffer), Order(offer), gone);
            var fate = Brisk ? 1 : chance.Next();
            if (fate < plan.Chances.LoseConsole / 2)
            {
                await VanishAsync();
                return;
            }

            await clock.Delay(Brisk ? TimeSpan.Zero : chance.LogNormal(plan.Answer, ReactionSpread), gone);
            if (!Brisk && chance.Happens(plan.Chances.Decline))
                await DeclineAsync(offer, gone);
            else if (await AcceptAsync(offer) && fate < plan.Chances.LoseConsole)
                await VanishAsync();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Rescinded, expired, or the drill is over.
            if (!stop.IsCancellationRequested && desk is { } now && now.ServerTime >= offer.Until)
                OffersExpired++;
        }
    }

    private async Task DeclineAsync(Wire.OfferView offer, CancellationToken gone)
    {
        var receipt = await console.OrderAsync(nameof(Wire.IConsoleHub.DeclineOffer), Order(offer), gone);
        if (receipt.Done)
            Declined++;
        CountExpired(receipt);
    }

    // Once sent, an acceptance is not taken back because the offer leaves the desk: that is what accepting does to it.
    private async Task<bool> AcceptAsync(Wire.OfferView offer)
    {
        var receipt = await console.OrderAsync(nameof(Wire.IConsoleHub.AcceptOffer), Order(offer), stop);
        var now = clock.Now;
        CountExpired(receipt);
        if (!receipt.Done)
            return false;
        lock (gate)
        {
            book.Accepted(offer.ContactId, OrderOf(receipt), now);
            fences.TryAdd(offer.ContactId, offer.Fence);
            Conduct(offer.ContactId, offer.Fence, Wire.Phase.Engaged);
        }

        stories.Of(offer.ContactId).Answer(now);
        return true;
    }

    private void Conduct(string contact, string fence, Wire.Phase phase)
    {
        if (conducts.ContainsKey(contact))
            return;
        fences[contact] = fence;
        var task = ConductAsync(contact, phase);
        conducts[contact] = task;
        tools.Watch(task);
    }

    private async Task ConductAsync(string contact, Wire.Phase phase)
    {
        await Task.Yield();
        try
        {
            if (phase == Wire.Phase.Engaged && !await TalkAsync(contact))
                return;
            await clock.Delay(Lasts(1 - TalkShare), stop);
            await console.OrderAsync(nameof(Wire.IConsoleHub.FinishWrapUp), new Wire.ContactOrder(NextId(), contact, FenceOf(contact)), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The drill is over.
        }
        finally
        {
            conducts.TryRemove(contact, out _);
        }
    }

    /// <summary>False when the contact turned out not to be this worker's any more.</summary>
    private async Task<bool> TalkAsync(string contact)
    {
        var length = Lasts(TalkShare);
        await clock.Delay(length / 2, stop);
        if (stories.Of(contact).Arrival is { } arrival && arrival.FinalBand != arrival.Band && chance.Happens(AssessShare))
            await console.OrderAsync(nameof(Wire.IConsoleHub.AssessContact), new Wire.AssessOrder(NextId(), contact, FenceOf(contact), BandEvidence.Of(arrival.FinalBand)), stop);
        if (!Brisk && tools.HandOvers is { } handOvers && stories.Of(contact).Arrival is { FinalBand: >= Wire.Band.High } && chance.Happens(plan.Chances.Escalate))
            await handOvers.BeginAsync(cookie, contact, FenceOf(contact), stop);
        await clock.Delay(length / 2, stop);
        while (true)
        {
            var fence = FenceOf(contact);
            var receipt = await console.OrderAsync(nameof(Wire.IConsoleHub.EndContact), new Wire.EndOrder(NextId(), contact, fence, Wire.Outcome.Supported), stop);
            var now = clock.Now;
            if (receipt.Done)
            {
                lock (gate)
                    book.Ended(contact, OrderOf(receipt), now);
                stories.Of(contact).End(now);
                return true;
            }

            // A restored floor hands the contact back under a new fence; without one it is somebody else's.
            if (FenceOf(contact) == fence)
                return false;
        }
    }

    private async Task VanishAsync()
    {
        ConsolesLost++;
        await console.VanishAsync(chance.Between(LeastAway, MostAway), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void CountExpired(Wire.Receipt receipt)
    {
        if (receipt.Refusal == "offer_expired")
            OffersExpired++;
    }

    private TimeSpan Lasts(double share) => Brisk ? TimeSpan.Zero : chance.Exponential(plan.Handle * share);

    private string FenceOf(string contact)
    {
        lock (gate)
            return fences[contact];
    }

    private Wire.OfferOrder Order(Wire.OfferView offer) => new(NextId(), offer.ContactId, offer.OfferId, offer.Fence);
}
