using Hotline.Server.Drill;
using Hotline.Tests.Chaos.Clients;

namespace Hotline.Tests.Chaos.Faults;

internal static class ClientFaults
{
    private static readonly TimeSpan OfferWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AwayBeyondLease = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan SkewedFor = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Off = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The network of one console that has just shown an offer: reset, or a black hole that delivers late. Recovery counts from the
    /// expiry of its lease, 12 s after its last answer, to that contact on another desk; nothing when it was there before.
    /// </summary>
    public static async Task<FaultEnd> CutConsoleAsync(Scene scene, CancellationToken cancel)
    {
        var (worker, offer) = await VictimAsync(scene, cancel);
        var swallows = scene.Chance.Happens(0.5);
        var cable = scene.Crew.CableOf(worker);
        if (swallows) cable.Swallow();
        else cable.Reset();
        var expires = worker.AnsweredAt + HoldBook.Lease;
        await scene.Clock.Delay(expires + AwayBeyondLease - scene.Clock.Now, cancel);
        cable.Mend();
        var what = $"{worker.Name}, {(swallows ? "black hole" : "reset")}";
        if (offer is null) return new FaultEnd(expires, what + ", without an offer");
        return new FaultEnd(expires, what, () => scene.Shift.Histories.Offers
            .Where(next => next.Contact == offer.Contact && next.Worker != worker.Name && next.At > offer.At - TimeSpan.FromSeconds(1))
            .Select(next => (TimeSpan?)(next.At > expires ? next.At : expires)).Min()
            // Accepted by a colleague it stood with in parallel, or left: nothing to be offered again.
            ?? (scene.Shift.Histories.With(offer.Contact, story => story.IsOver || story.WasAnswered) ? expires : null));
    }

    /// <summary>One worker's and the help seekers' clocks are 5 min off for 8 s, before or behind: command ids and times of evidence.</summary>
    public static async Task<FaultEnd> SkewClockAsync(Scene scene, CancellationToken cancel)
    {
        var worker = scene.Pick(scene.Crew.Workers);
        var skew = scene.Chance.Happens(0.5) ? Off : -Off;
        (worker.Skew, scene.Load.Skew) = (skew, -skew);
        await scene.Clock.Delay(SkewedFor, cancel);
        (worker.Skew, scene.Load.Skew) = (TimeSpan.Zero, TimeSpan.Zero);
        return new FaultEnd(scene.Clock.Now, $"{worker.Name} by {skew.TotalMinutes:0} min, help seekers by {-skew.TotalMinutes:0} min");
    }

    private static async Task<(ChaosWorker Worker, SeenOffer? Offer)> VictimAsync(Scene scene, CancellationToken cancel)
    {
        var worker = scene.Pick(scene.Crew.Workers);
        var shown = worker.Victim = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            return (worker, await shown.Task.WaitAsync(OfferWithin, cancel));
        }
        catch (TimeoutException)
        {
            worker.Victim = null;
            return (worker, null);
        }
    }
}
