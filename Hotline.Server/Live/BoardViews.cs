using System.Collections.Concurrent;
using Hotline.Server.Dispatch;
using Hotline.Server.Escalations;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Supervision;
using Hotline.Server.Supervision.Alarms;

namespace Hotline.Server.Live;

/// <summary>Makes the supervisor's board: totals, the visible window of the queue, workers, alarms. One making serves all who look at the same rows.</summary>
internal sealed class BoardViews(
    ShownFloors floors, ILineDirectory lines, IWorkerDirectory workers, DeskViews desks, StoreViews stores, AnswerTargets targets, AlarmBoard alarms, ShiftNumbers numbers, ForecastViews forecasts, LastSeen lastSeen, BesideViews beside, TransferViews transfers, EscalationViews escalations, TimeProvider time)
{
    private const int Window = 100;
    private const int OtherWindow = 50;
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(LineId, BoardWindow), Made> made = new();

    private sealed record Made(ShownFloor Shown, string Stores, long MadeAt, int Version, Wire.BoardView View);

    /// <summary>Null when the console has the newest already.</summary>
    public Wire.BoardView? Of(ConsoleConnection connection)
    {
        if (lines.Find(connection.Line) is not { } line) return null;
        var shown = floors.Of(connection.Line);
        var health = stores.Of(line.Id);
        var what = string.Join(',', health.What);
        var window = connection.WatchesRows ? new BoardWindow(connection.FirstRow, connection.FirstLive, connection.FirstWorker) : BoardWindow.None;
        var key = (connection.Line, window);
        if (!made.TryGetValue(key, out var last) || !shown.IsAs(last.Shown) || last.Stores != what || time.GetElapsedTime(last.MadeAt) > AtLeastEvery)
        {
            // Windows nobody looks through any more.
            foreach (var (other, old) in made)
                if (other.Item1 == connection.Line && time.GetElapsedTime(old.MadeAt) > KeptFor) made.TryRemove(other, out _);
            made[key] = last = new Made(shown, what, time.GetTimestamp(), (last?.Version ?? 0) + 1, Make(line, shown, health, window));
        }
        var stamp = (last.View.Epoch, last.View.Sequence, window, last.Version);
        if (connection.LastBoard == stamp) return null;
        connection.LastBoard = stamp;
        return last.View;
    }

    /// <summary>All workers of the floor, for the choice of one.</summary>
    public IReadOnlyList<Wire.WorkerRow> WorkersOf(Line line) => Workers(line, floors.Of(line.Id), 0, int.MaxValue).Rows;

    private Wire.BoardView Make(Line line, ShownFloor shown, Wire.StoresView health, BoardWindow window)
    {
        var (state, now) = (shown.State, shown.Now);
        var (queue, queueLength, firstRow) = InOrder(shown, line.Rules, window.FirstRow, window.Most(Window));
        var (live, liveTotal, firstLive) = InHand(state, line.Rules, window.FirstLive, window.Most(OtherWindow));
        var (workerRows, workersTotal, firstWorker) = Workers(line, shown, window.FirstWorker, window.Most(OtherWindow));
        var shift = numbers.Of(line);
        var presences = state.Workers.Values.GroupBy(worker => worker.Shown()).Select(group => new Wire.PresenceCount(group.Key, group.Count()));
        return new Wire.BoardView(
            line.Id.Value, state.Epoch, state.Sequence, now,
            new Wire.BoardTotals(desks.Counts(line.Id), shift.InTarget15, shift.InTargetShift, shift.Answered, shift.Abandoned, shift.OffersExpired, [.. presences.OrderBy(count => count.Presence)], shown.AsOf is null ? forecasts.Of(line) : []),
            queueLength, firstRow, [.. queue.Select((contact, at) => QueueRow(line, shown, contact, firstRow + at + 1))],
            live, workerRows, alarms.Of(line, state, health.What), health, shown.AsOf, new Wire.WindowView(firstLive, liveTotal), new Wire.WindowView(firstWorker, workersTotal))
        {
            Mode = beside.Mode(line),
            Thresholds = line.Routing.Thresholds,
            Messages = window.HasRows ? beside.Sent(line.Id) : [],
            HasRows = window.HasRows,
            Escalations = window.HasRows ? escalations.OfBoard(line.Id, state) : [],
            OpenEscalations = EscalationViews.Open(state),
            HasSupervisor = state.Workers.Values.Any(worker => worker is { Presence: PresenceKind.Available, Profile.Supervisor: true }),
        };
    }

    /// <summary>The window of waiting and offered in true rank order; while the floor is away, the inbox among them. The queue is in order already: no more of it is looked at than is shown.</summary>
    private static (List<Contact> Rows, int Total, int First) InOrder(ShownFloor shown, FloorRules rules, int wanted, int most)
    {
        var state = shown.State;
        var others = new PriorityQueue<Contact, QueueKey>();
        foreach (var key in state.Due)
            if (state.Contacts[key.Contact] is { State: ContactState.Offered } offered) others.Enqueue(offered, KeyOf(offered, rules));
        foreach (var contact in shown.Inbox) others.Enqueue(contact, KeyOf(contact, rules));
        var total = state.Waiting.Values.Sum(queue => queue.Count) + others.Count;
        var first = Clamped(wanted, total, Window);
        return ([.. Merged().Skip(first).Take(most)], total, first);

        IEnumerable<Contact> Merged()
        {
            foreach (var key in state.InRankOrder())
            {
                while (others.TryPeek(out _, out var next) && next < key) yield return others.Dequeue();
                yield return state.Contacts[key.Contact];
            }
            while (others.Count > 0) yield return others.Dequeue();
        }
    }

    private static QueueKey KeyOf(Contact contact, FloorRules rules) => new(Rank.Of(contact, rules).Value, contact.Id);

    /// <summary>Engaged and in wrap-up, who came first; found by their holders.</summary>
    private (List<Wire.LiveContactRow> Rows, int Total, int First) InHand(FloorState state, FloorRules rules, int wanted, int most)
    {
        var held = state.Workers.Values.SelectMany(worker => worker.Holdings).Where(holding => holding.Kind != HoldingKind.Reserved).Select(holding => holding.Contact).Distinct()
            .Select(id => state.Contact(id)).OfType<Contact>().Where(contact => contact.Holder is not null).OrderBy(contact => contact.ArrivedAt).ThenBy(contact => contact.Id.Value, StringComparer.Ordinal).ToList();
        var first = Clamped(wanted, held.Count, OtherWindow);
        return ([.. held.Skip(first).Take(most).Select(contact => LiveRow(state, contact, rules))], held.Count, first);
    }

    /// <summary>Who is on duty, by name; off duty behind them, where they are shown at all.</summary>
    private (List<Wire.WorkerRow> Rows, int Total, int First) Workers(Line line, ShownFloor shown, int wanted, int most)
    {
        // While the floor is away presences are old: whoever is on it may be handed a contact.
        var listed = shown.State.Workers.Values.Where(worker => shown.AsOf is not null || worker.Presence != PresenceKind.OffDuty || !worker.Holdings.IsEmpty)
            .OrderBy(worker => worker.Shown() == Wire.Presence.OffDuty).ThenBy(worker => NameOf(worker.Id), StringComparer.Ordinal).ThenBy(worker => worker.Id.Value, StringComparer.Ordinal).ToList();
        var (first, seen) = (Clamped(wanted, listed.Count, OtherWindow), lastSeen.Of(line.Id));
        return ([.. listed.Skip(first).Take(most).Select(worker => WorkerRow(line, shown, worker, seen))], listed.Count, first);
    }

    /// <summary>A window that others have left empty moves up to what is left.</summary>
    private static int Clamped(int wanted, int total, int window) => wanted < total ? Math.Max(0, wanted) : Math.Max(0, (total - 1) / window * window);

    private Wire.QueueRow QueueRow(Line line, ShownFloor shown, Contact contact, int place)
    {
        var (state, now) = (shown.State, shown.Now);
        var rank = Rank.Of(contact, line.Rules);
        var target = targets.For(line, contact);
        return new Wire.QueueRow(
            place, contact.Id.Value, contact.Phase(), contact.Grade.Band.Wired(), contact.Grade.Score, contact.Channel.Wired(), contact.Language,
            [.. contact.Skills.Select(need => $"{need.Skill}:{need.Level}")], contact.ArrivedAt, (int)target.TotalSeconds, contact.OffersMade, contact.Reasons(),
            new Wire.RankView(rank.Tier, Text(rank.ArrivedAtMs), Text(rank.CreditMs), Text(rank.Value)),
            shown.AsOf is null && contact.State is ContactState.Waiting ? Stuck.Why(state, contact, now, line.Rules) : null,
            [.. contact.Pending.Select(offer => NameOf(offer.Worker))], contact.LastCallAt is not null,
            state.Contact(contact.Id) is null, shown.HandOf(contact.Id) is { } hand ? new Wire.HandedTo(hand.Worker.Value, NameOf(hand.Worker), NameOf(hand.By), hand.At, hand.TakenAt) : null);
    }

    private Wire.LiveContactRow LiveRow(FloorState state, Contact contact, FloorRules rules)
    {
        var holder = contact.Holder!.Value;
        var since = contact.State switch
        {
            ContactState.Engaged engaged => engaged.Since,
            ContactState.WrapUp wrapUp => wrapUp.Since,
            _ => contact.ArrivedAt,
        };
        return new Wire.LiveContactRow(
            contact.Id.Value, contact.Phase(), contact.Grade.Band.Wired(), contact.Grade.Score, contact.Channel.Wired(), contact.Language,
            holder.Value, NameOf(holder), contact.ArrivedAt, since, state.Worker(holder)?.Presence == PresenceKind.ConsoleLost)
        {
            Transfer = transfers.Of(contact),
            Beside = transfers.Beside(contact),
            FreeUntil = contact.State is ContactState.Engaged answered ? answered.Since + rules.TakeOverFreeFor : null,
        };
    }

    private Wire.WorkerRow WorkerRow(Line line, ShownFloor shown, Worker worker, IReadOnlyDictionary<WorkerId, DateTimeOffset> seen)
    {
        var (used, cap) = Capacity.Units(worker, line.Rules);
        return new Wire.WorkerRow(
            worker.Id.Value, NameOf(worker.Id), worker.Shown(), worker.BreakReason.Wired(), worker.ShownSince(shown.State), used, cap, worker.HighRiskThisShift,
            seen.TryGetValue(worker.Id, out var at) && at > DateTimeOffset.UnixEpoch ? at : null,
            [.. worker.Profile.Languages], [.. worker.Profile.Skills.OrderBy(skill => skill.Key, StringComparer.Ordinal).Select(skill => $"{skill.Key}:{skill.Value}")])
        {
            Supervisor = worker.Profile.Supervisor,
        };
    }

    private string NameOf(WorkerId id) => workers.Find(id)?.Name ?? id.Value;

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>First rows of what a board shows of queue, contacts in hand and workers.</summary>
internal readonly record struct BoardWindow(int FirstRow, int FirstLive, int FirstWorker)
{
    /// <summary>No rows: numbers, states and alarms alone, as on a wallboard.</summary>
    public static readonly BoardWindow None = new(-1, -1, -1);

    public bool HasRows => FirstRow >= 0;

    public int Most(int window) => HasRows ? window : 0;
}
