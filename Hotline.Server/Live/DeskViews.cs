using System.Collections.Concurrent;
using System.Globalization;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;

namespace Hotline.Server.Live;

/// <summary>Makes one worker's whole desk from the node's copy of the floor.</summary>
internal sealed class DeskViews(ILedger ledger, ILineDirectory lines, IWorkerDirectory workers, StoreViews stores, Claims claims)
{
    private readonly ConcurrentDictionary<LineId, (FloorState State, IReadOnlyList<Wire.QueueCount> Counts, IReadOnlyList<Wire.LastCallView> LastCalls, string Digest)> queues = new();

    /// <summary>Null while this node has no floor of the line.</summary>
    public Wire.DeskView? Of(ConsoleConnection connection)
    {
        var state = ledger.State(connection.Line);
        if (state.Epoch == 0 || lines.Find(connection.Line) is not { } line) return null;
        var worker = state.Worker(connection.Worker);
        var queue = Queue(connection.Line);
        connection.LastCounts = queue.Digest + stores.Of(connection.Line).Degraded;
        return new Wire.DeskView(
            line.Id.Value, state.Epoch, state.Sequence, ledger.Now,
            Me(connection.Worker, worker, line, state),
            worker is null ? [] : Offers(state, worker),
            worker is null ? [] : Engagements(state, worker, line.Id),
            queue.Counts, queue.LastCalls, stores.Of(connection.Line));
    }

    /// <summary>Changes when the counts a desk shows, or the stores' health, change.</summary>
    public string CountsOf(LineId line) => Queue(line).Digest + stores.Of(line).Degraded;

    public IReadOnlyList<Wire.QueueCount> Counts(LineId line) => Queue(line).Counts;

    private Wire.MeView Me(WorkerId id, Worker? worker, Line line, FloorState state)
    {
        var name = workers.Find(id)?.Name ?? id.Value;
        if (worker is null) return new Wire.MeView(id.Value, name, Wire.Presence.OffDuty, Wire.Presence.OffDuty, null, ledger.Now, 0, line.Rules.TextCap);
        var (used, cap) = Capacity.Units(worker, line.Rules);
        return new Wire.MeView(id.Value, name, worker.Shown(), worker.Presence.Wired(), worker.BreakReason.Wired(), worker.ShownSince(state), used, cap);
    }

    private static List<Wire.OfferView> Offers(FloorState state, Worker worker)
    {
        List<Wire.OfferView> views = [];
        foreach (var holding in worker.Holdings)
        {
            if (holding.Kind != HoldingKind.Reserved || state.Contact(holding.Contact) is not { } contact) continue;
            foreach (var offer in contact.Pending.Where(offer => offer.Worker == worker.Id))
                views.Add(new Wire.OfferView(
                    offer.Id.Value, contact.Id.Value, offer.Fence.ToString(), contact.Grade.Band.Wired(), contact.Grade.Score, contact.Channel.Wired(), contact.Language,
                    contact.ArrivedAt, offer.OfferedAt, offer.Until, contact.Reasons(), [.. offer.WhyYou], offer.ShownAt is not null));
        }
        return views;
    }

    private List<Wire.EngagementView> Engagements(FloorState state, Worker worker, LineId line)
    {
        List<Wire.EngagementView> views = [];
        foreach (var holding in worker.Holdings)
        {
            if (state.Contact(holding.Contact) is not { } contact) continue;
            var (since, until) = contact.State switch
            {
                ContactState.Engaged engaged => (engaged.Since, (DateTimeOffset?)null),
                ContactState.WrapUp wrapUp => (wrapUp.Since, wrapUp.Until),
                _ => (default, null),
            };
            if (since == default) continue;
            views.Add(new Wire.EngagementView(
                contact.Id.Value, holding.Fence.ToString(), claims.Make(line, contact.Id, worker.Id, holding.Fence), contact.Phase(), contact.Grade.Band.Wired(), contact.Grade.Score,
                contact.Channel.Wired(), contact.Language, contact.ArrivedAt, since, until, contact.Reasons(), contact.Grade.Basis + contact.Texts));
        }
        return views;
    }

    private (FloorState State, IReadOnlyList<Wire.QueueCount> Counts, IReadOnlyList<Wire.LastCallView> LastCalls, string Digest) Queue(LineId id)
    {
        var state = ledger.State(id);
        if (queues.TryGetValue(id, out var known) && ReferenceEquals(known.State, state)) return known;
        var line = lines.Find(id);
        var waits = state.Waiting.Values.SelectMany(queue => queue).Select(key => state.Contact(key.Contact)!)
            .Concat(state.Due.Select(key => state.Contact(key.Contact)!).Where(contact => contact.State is ContactState.Offered)).ToList();
        var counts = Enum.GetValues<Band>().Reverse().Select(band =>
        {
            var of = waits.Where(contact => contact.Grade.Band == band).ToList();
            var target = line?.Targets.GetValueOrDefault(band)?.Voice ?? TimeSpan.Zero;
            return new Wire.QueueCount(band.Wired(), of.Count, of.Count == 0 ? null : of.Min(contact => contact.ArrivedAt), (int)target.TotalSeconds);
        }).ToList();
        var calls = waits.Where(contact => contact.LastCallAt is not null).OrderBy(contact => contact.ArrivedAt)
            .Select(contact => new Wire.LastCallView(contact.Id.Value, contact.Grade.Band.Wired(), contact.Channel.Wired(), contact.Language, contact.ArrivedAt, contact.Reasons())).ToList();
        var digest = string.Join(';', counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Waiting}@{count.LongestSince?.ToUnixTimeMilliseconds()}")))
            + "|" + string.Join(',', calls.Select(call => call.ContactId));
        return queues[id] = (state, counts, calls, digest);
    }
}
