using System.Collections.Concurrent;
using System.Globalization;
using Hotline.Server.Escalations;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Supervision;

namespace Hotline.Server.Live;

/// <summary>Makes one worker's whole desk from the node's copy of the floor.</summary>
internal sealed class DeskViews(ShownFloors floors, ILineDirectory lines, IWorkerDirectory workers, StoreViews stores, AnswerTargets targets, Claims claims, BesideViews beside, TransferViews transfers, EscalationViews escalations)
{
    private readonly ConcurrentDictionary<LineId, (FloorState State, BesideFloor Beside, IReadOnlyList<Wire.QueueCount> Counts, IReadOnlyList<Wire.LastCallView> LastCalls, string Digest)> queues = new();

    /// <summary>Null while nothing at all is known of the line and nobody is told so.</summary>
    public Wire.DeskView? Of(ConsoleConnection connection)
    {
        if (lines.Find(connection.Line) is not { } line) return null;
        var shown = floors.Of(line.Id);
        var (state, health) = (shown.State, stores.Of(line.Id));
        if (state.Epoch == 0 && !health.Degraded) return null;
        var worker = state.Worker(connection.Worker);
        var queue = Queue(line.Id, shown);
        connection.ShowsAway = shown.AsOf is not null;
        connection.LastCounts = Digest(queue.Digest, health, connection);
        return new Wire.DeskView(
            line.Id.Value, state.Epoch, state.Sequence, shown.Now,
            Me(connection.Worker, worker, line, shown),
            worker is null ? [] : Offers(shown, worker),
            worker is null ? [] : Engagements(state, worker, line.Id),
            queue.Counts, queue.LastCalls, health, Handed(shown, connection.Worker), shown.AsOf)
        {
            Beside = worker is null ? null : transfers.Of(state, worker),
            Mode = beside.Mode(line),
            Pull = worker is null ? null : BesideViews.Pull(line, shown, worker),
            Messages = beside.Unread(line.Id, connection.Worker),
            Escalations = escalations.OfDesk(line.Id, state, connection.Worker),
        };
    }

    /// <summary>Changes when the counts a desk shows, the stores' health, the line's settings, what is switched or the worker's messages change.</summary>
    public string CountsOf(ConsoleConnection connection) => Digest(Queue(connection.Line, floors.Of(connection.Line)).Digest, stores.Of(connection.Line), connection);

    private string Digest(string counts, Wire.StoresView health, ConsoleConnection connection) =>
        $"{counts}|{string.Join(',', health.What)}|{lines.Find(connection.Line)?.Routing.Version}|{beside.DigestOf(connection.Line, connection.Worker)}|{EscalationViews.Digest(floors.Of(connection.Line).State)}";

    public IReadOnlyList<Wire.QueueCount> Counts(LineId line) => Queue(line, floors.Of(line)).Counts;

    private List<Wire.HandedView>? Handed(ShownFloor shown, WorkerId worker)
    {
        List<Wire.HandedView>? views = null;
        foreach (var hand in shown.Beside.Hands)
        {
            // Held on the floor already: it is among the engagements.
            if (hand.Worker != worker || shown.Contact(hand.Contact) is not { } contact || contact.Holder == worker) continue;
            (views ??= []).Add(new Wire.HandedView(
                contact.Id.Value, NameOf(hand.By), hand.At, hand.TakenAt, contact.Grade.Band.Wired(), contact.Grade.Score, contact.Channel.Wired(), contact.Language,
                contact.ArrivedAt, contact.Reasons()));
        }
        return views;
    }

    private string NameOf(WorkerId id) => workers.Find(id)?.Name ?? id.Value;

    private Wire.MeView Me(WorkerId id, Worker? worker, Line line, ShownFloor shown)
    {
        var name = NameOf(id);
        if (worker is null) return new Wire.MeView(id.Value, name, Wire.Presence.OffDuty, Wire.Presence.OffDuty, null, shown.Now, 0, line.Rules.TextCap);
        var (used, cap) = Capacity.Units(worker, line.Rules);
        return new Wire.MeView(
            id.Value, name, worker.Shown(), worker.Presence.Wired(), worker.BreakReason.Wired(), worker.ShownSince(shown.State), used, cap,
            Debrief.ProtectedUntil(worker, line.Rules), worker.Idle, Seconds(line.Rules.IdleAfter), Seconds(line.Rules.IdleAnswerFor), Seconds(line.Rules.DebriefFor))
        {
            QuietUntil = worker.Presence == PresenceKind.Available && worker.QuietUntil > shown.Now ? worker.QuietUntil : null,
        };
    }

    private static int Seconds(TimeSpan time) => (int)time.TotalSeconds;

    private List<Wire.OfferView> Offers(ShownFloor shown, Worker worker)
    {
        var state = shown.State;
        List<Wire.OfferView> views = [];
        foreach (var holding in worker.Holdings)
        {
            if (holding.Kind != HoldingKind.Reserved || state.Contact(holding.Contact) is not { } contact) continue;
            foreach (var offer in contact.Pending.Where(offer => offer.Worker == worker.Id && (shown.AsOf is null || offer.Until > shown.Now)))
                views.Add(new Wire.OfferView(
                    offer.Id.Value, contact.Id.Value, offer.Fence.ToString(), contact.Grade.Band.Wired(), contact.Grade.Score, contact.Channel.Wired(), contact.Language,
                    contact.ArrivedAt, offer.OfferedAt, offer.Until, contact.Reasons(), [.. offer.WhyYou], offer.ShownAt is not null) { From = transfers.From(contact), FromZh = transfers.FromZh(contact) });
        }
        return views;
    }

    private List<Wire.EngagementView> Engagements(FloorState state, Worker worker, LineId line)
    {
        List<Wire.EngagementView> views = [];
        foreach (var holding in worker.Holdings)
        {
            if (holding.Kind is HoldingKind.Reserved or HoldingKind.Beside || state.Contact(holding.Contact) is not { } contact) continue;
            var (since, until) = contact.State switch
            {
                ContactState.Engaged engaged => (engaged.Since, (DateTimeOffset?)null),
                ContactState.WrapUp wrapUp => (wrapUp.Since, wrapUp.Until),
                _ => (default, null),
            };
            if (since == default) continue;
            views.Add(new Wire.EngagementView(
                contact.Id.Value, holding.Fence.ToString(), claims.Make(line, contact.Id, worker.Id, holding.Fence), contact.Phase(), contact.Grade.Band.Wired(), contact.Grade.Score,
                contact.Channel.Wired(), contact.Language, contact.ArrivedAt, since, until, contact.Reasons(), contact.Grade.Basis + contact.Texts,
                contact.Grade.Computed is { } computed ? new Wire.ComputedView(computed.Band.Wired(), computed.Score) : null,
                contact.Grade.Override is { } set ? new Wire.OverrideView(set.Band.Wired(), NameOf(set.By), set.At) : null)
            {
                Transfer = transfers.Of(contact),
                Beside = transfers.Beside(contact),
            });
        }
        return views;
    }

    private (FloorState State, BesideFloor Beside, IReadOnlyList<Wire.QueueCount> Counts, IReadOnlyList<Wire.LastCallView> LastCalls, string Digest) Queue(LineId id, ShownFloor shown)
    {
        var (state, beside) = (shown.State, shown.Beside);
        if (queues.TryGetValue(id, out var known) && ReferenceEquals(known.State, state) && ReferenceEquals(known.Beside, beside)) return known;
        var line = lines.Find(id);
        // Made anew for every change that is shown: it must not walk over all who wait.
        var inbox = shown.Inbox.ToLookup(contact => contact.Grade.Band);
        var counts = Enum.GetValues<Band>().Reverse().Select(band =>
        {
            var target = line is null ? TimeSpan.Zero : targets.For(line, "", band, Channel.Voice);
            var longest = inbox[band].Select(contact => (DateTimeOffset?)contact.ArrivedAt).Append(state.LongestSince(band)).Min();
            return new Wire.QueueCount(band.Wired(), state.Unanswered.GetValueOrDefault(band, []).Count + inbox[band].Count(), longest, (int)target.TotalSeconds);
        }).ToList();
        var called = state.LastCalls.Select(id => state.Contacts[id]).Where(contact => contact.IsUnanswered).Concat(shown.Inbox.Where(contact => contact.LastCallAt is not null));
        var calls = called.OrderBy(contact => Rank.Of(contact, line?.Rules ?? FloorRules.Default).Value)
            .Select(contact => new Wire.LastCallView(contact.Id.Value, contact.Grade.Band.Wired(), contact.Channel.Wired(), contact.Language, contact.ArrivedAt, contact.Reasons())).ToList();
        var digest = string.Join(';', counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Waiting}@{count.LongestSince?.ToUnixTimeMilliseconds()}")))
            + "|" + string.Join(',', calls.Select(call => call.ContactId));
        return queues[id] = (state, beside, counts, calls, digest);
    }
}
