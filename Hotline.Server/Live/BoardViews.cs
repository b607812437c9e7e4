using System.Collections.Concurrent;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Supervision;

namespace Hotline.Server.Live;

/// <summary>Makes the supervisor's board: totals, the visible window of the queue, workers, alarms. One making serves all who look at the same rows.</summary>
internal sealed class BoardViews(
    ShownFloors floors, ILineDirectory lines, IWorkerDirectory workers, DeskViews desks, StoreViews stores, AnswerTargets targets, AlarmBoard alarms, ShiftNumbers numbers, LastSeen lastSeen, TransferViews transfers, TimeProvider time)
{
    private const int Window = 100;
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(LineId, int), (ShownFloor Shown, string Stores, long MadeAt, int Version, Wire.BoardView View)> made = new();

    /// <summary>Null when the console has the newest already.</summary>
    public Wire.BoardView? Of(ConsoleConnection connection)
    {
        if (lines.Find(connection.Line) is not { } line) return null;
        var shown = floors.Of(connection.Line);
        var health = stores.Of(line.Id);
        var what = string.Join(',', health.What);
        var key = (connection.Line, connection.FirstRow);
        if (!made.TryGetValue(key, out var last) || !shown.IsAs(last.Shown) || last.Stores != what || time.GetElapsedTime(last.MadeAt) > AtLeastEvery)
            made[key] = last = (shown, what, time.GetTimestamp(), last.Version + 1, Make(line, shown, health, connection.FirstRow));
        var stamp = (last.View.Epoch, last.View.Sequence, connection.FirstRow, last.Version);
        if (connection.LastBoard == stamp) return null;
        connection.LastBoard = stamp;
        return last.View;
    }

    private Wire.BoardView Make(Line line, ShownFloor shown, Wire.StoresView health, int firstRow)
    {
        var (state, now) = (shown.State, shown.Now);
        var queue = InOrder(shown, line.Rules);
        var seen = lastSeen.Of(line.Id);
        var shift = numbers.Of(line);
        // While the floor is away presences are old: whoever is on it may be handed a contact.
        var presences = state.Workers.Values.GroupBy(worker => worker.Shown()).Select(group => new Wire.PresenceCount(group.Key, group.Count()));
        return new Wire.BoardView(
            line.Id.Value, state.Epoch, state.Sequence, now,
            new Wire.BoardTotals(desks.Counts(line.Id), shift.InTarget15, shift.InTargetShift, shift.Answered, shift.Abandoned, shift.OffersExpired, [.. presences.OrderBy(count => count.Presence)]),
            queue.Count, firstRow,
            [.. queue.Skip(firstRow).Take(Window).Select((contact, at) => QueueRow(line, shown, contact, firstRow + at + 1))],
            [.. state.Contacts.Values.Where(contact => contact.Holder is not null).OrderBy(contact => contact.ArrivedAt).ThenBy(contact => contact.Id.Value, StringComparer.Ordinal).Select(contact => LiveRow(state, contact, line.Rules))],
            [.. state.Workers.Values.Where(worker => shown.AsOf is not null || worker.Presence != PresenceKind.OffDuty || !worker.Holdings.IsEmpty).Select(worker => WorkerRow(line, shown, worker, seen)).OrderBy(row => row.Name, StringComparer.Ordinal)],
            alarms.Of(line, state, health.What), health, shown.AsOf);
    }

    /// <summary>Waiting and offered in true rank order; while the floor is away, the inbox among them.</summary>
    private static List<Contact> InOrder(ShownFloor shown, FloorRules rules) =>
        [.. shown.State.Waiting.Values.SelectMany(queue => queue).Select(key => shown.State.Contacts[key.Contact])
            .Concat(shown.State.Due.Select(key => shown.State.Contacts[key.Contact]).Where(contact => contact.State is ContactState.Offered))
            .Concat(shown.Inbox)
            .OrderBy(contact => Rank.Of(contact, rules).Value).ThenBy(contact => contact.Id.Value, StringComparer.Ordinal)];

    private Wire.QueueRow QueueRow(Line line, ShownFloor shown, Contact contact, int place)
    {
        var (state, now) = (shown.State, shown.Now);
        var rank = Rank.Of(contact, line.Rules);
        var target = targets.For(line, contact);
        return new Wire.QueueRow(
            place, contact.Id.Value, contact.Phase(), contact.Grade.Band.Wired(), contact.Grade.Score, contact.Channel.Wired(), contact.Language,
            [.. contact.Skills.Select(need => $"{need.Skill}:{need.Level}")], contact.ArrivedAt, (int)target.TotalSeconds, contact.OffersMade, contact.Reasons(),
            new Wire.RankView(rank.Tier, Text(rank.ArrivedAtMs), Text(rank.CreditMs), Text(rank.Value)),
            shown.AsOf is null && contact.State is ContactState.Waiting ? Planner.WhyStuck(state, contact, now, line.Rules) : null,
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
            [.. worker.Profile.Languages], [.. worker.Profile.Skills.OrderBy(skill => skill.Key, StringComparer.Ordinal).Select(skill => $"{skill.Key}:{skill.Value}")]);
    }

    private string NameOf(WorkerId id) => workers.Find(id)?.Name ?? id.Value;

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
