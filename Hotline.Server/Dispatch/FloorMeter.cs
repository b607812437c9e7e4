using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Hotline.Server.Recording;

namespace Hotline.Server.Dispatch;

/// <summary>Feeds the meter from the floors this node leads, so that several nodes together count each thing once.</summary>
internal sealed class FloorMeter(HotlineMeter meter, ILedger ledger, IFloorSettings settings, IRecordedProgress progress, DispatchBeats beats) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        meter.ObserveQueue(Queues);
        meter.ObserveRecorder(() => settings.Lines.Where(beats.Leads).Select(line => new RecorderReading(line, progress.Lag(line).Age)));
        ledger.Moved += OnMoved;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        ledger.Moved -= OnMoved;
        return Task.CompletedTask;
    }

    private IEnumerable<QueueReading> Queues()
    {
        var now = ledger.Now;
        foreach (var line in settings.Lines.Where(beats.Leads))
        {
            var state = ledger.State(line);
            foreach (var band in Enum.GetValues<Band>())
            {
                var waiting = state.Unanswered.GetValueOrDefault(band, []);
                yield return new QueueReading(line, band, waiting.Count, state.LongestSince(band) is { } since ? now - since : TimeSpan.Zero);
            }
        }
    }

    private void OnMoved(LineId line, JournalEntry? entry)
    {
        if (entry is null || !beats.Leads(line)) return;
        foreach (var happened in entry.Events)
        {
            if (happened is not (FloorEvent.OfferAccepted or FloorEvent.OfferDeclined or FloorEvent.OfferExpired or FloorEvent.OfferRescinded)) continue;
            var ended = (FloorEvent.OfOffer)happened;
            var contact = entry.Writes.FirstOrDefault(write => write.Contact?.Id == ended.Contact)?.Contact;
            if (contact?.FindOffer(ended.Offer) is { End: { } end, EndedAt: { } at } offer) meter.OfferEnded(contact.Grade.Band, end, at - offer.OfferedAt);
        }
    }
}
