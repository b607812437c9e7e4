using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;

namespace Hotline.Server.Supervision.Alarms;

/// <summary>What on a floor is an alarm. An alarm's id says when it began, so that one acknowledged does not silence the next of its kind.</summary>
internal static class AlarmConditions
{
    /// <summary>Alarms whose beginning the floor itself tells: every node derives the same ones.</summary>
    /// <param name="targetOf">Within what time a contact is to be answered.</param>
    /// <param name="mostMissed">Of each band, so many missed targets.</param>
    public static IEnumerable<StoredAlarm> Derive(Line line, FloorState state, Func<Contact, TimeSpan> targetOf, DateTimeOffset now, int mostMissed = int.MaxValue)
    {
        foreach (var (band, keys) in state.Unanswered)
        {
            var missed = 0;
            // The latest first: of a band in which thousands wait too long, those of an hour ago are no news.
            foreach (var contact in keys.Reverse().Select(key => state.Contacts[key.Contact]))
            {
                if (band == Band.Imminent) yield return Of("imminent_waiting", contact, contact.ArrivedAt, Stamp(ReturnedAt(contact)));
                // A band raised meanwhile has a target of its own.
                else if (contact.ArrivedAt + targetOf(contact) is var due && now > due)
                {
                    yield return Of("target_missed", contact, due, $"{contact.Grade.Band}:{Stamp(ReturnedAt(contact))}");
                    if (++missed >= mostMissed) break;
                }
            }
        }
        foreach (var contact in state.LastCalls.Select(id => state.Contacts[id]))
            if (contact is { IsUnanswered: true, LastCallAt: { } at }) yield return Of("last_call", contact, at, Stamp(at));
        foreach (var worker in state.Workers.Values)
        {
            if (worker.Presence == PresenceKind.ConsoleLost && worker.Holdings.Any(holding => holding.Kind == HoldingKind.Engaged))
                yield return new StoredAlarm($"console_lost:{worker.Id}:{Stamp(worker.PresenceSince)}", "console_lost", worker.PresenceSince, worker.Holdings[0].Contact, worker.Id, null);
            if (StateOf(worker, state) is var (presence, since) && line.Routing.Thresholds.LongestMinutes(presence, (Wire.BreakReason?)worker.BreakReason) is { } minutes && since.AddMinutes(minutes) is var until && now > until)
                yield return new StoredAlarm($"presence_long:{worker.Id}:{presence}:{Stamp(since)}", "presence_long", until, null, worker.Id, null);
        }
        foreach (var alarm in EscalationConditions.Derive(state, now)) yield return alarm;
        if (line.Mode.Diverted is { } diverted) yield return new StoredAlarm($"diverted:{Stamp(diverted.At)}", "diverted", diverted.At, null, null, null);
    }

    /// <summary>Kinds of alarms that stand now and whose beginning nothing on the floor tells.</summary>
    public static IReadOnlySet<string> Standing(Line line, FloorState state, DateTimeOffset now)
    {
        HashSet<string> kinds = [];
        if (line.OpenNow(now))
        {
            // A console that is lost answers nobody.
            if (!state.Workers.Values.Any(worker => worker.Presence == PresenceKind.Available)) kinds.Add("unstaffed");
            if (state.Workers.Values.Count(worker => worker.IsOnDuty && worker.Presence != PresenceKind.ConsoleLost) < line.Routing.Thresholds.MinimumStaff) kinds.Add("understaffed");
        }
        if (line.Routing.Thresholds.QueueLength is > 0 and var most && state.Waiting.Values.Sum(queue => queue.Count) > most) kinds.Add("queue_long");
        return kinds;
    }

    /// <summary>All kinds that <see cref="Standing"/> knows.</summary>
    public static readonly string[] Episodes = ["unstaffed", "understaffed", "queue_long"];

    private static (Wire.Presence Presence, DateTimeOffset Since)? StateOf(Worker worker, FloorState state) => worker.Presence switch
    {
        PresenceKind.NotResponding => (Wire.Presence.NotResponding, worker.PresenceSince),
        _ when worker.Holdings.Any(holding => holding.Kind == HoldingKind.Engaged) => null,
        _ when worker.Holdings.Select(holding => (state.Contact(holding.Contact)?.State as ContactState.WrapUp)?.Since).Min() is { } since => (Wire.Presence.WrapUp, since),
        PresenceKind.Break => (Wire.Presence.Break, worker.PresenceSince),
        _ => null,
    };

    /// <summary>When it was answered before: waiting again, it alarms again.</summary>
    private static DateTimeOffset ReturnedAt(Contact contact) =>
        contact.Offers.Where(offer => offer.End == OfferEnd.Accepted).Max(offer => offer.EndedAt) ?? contact.AnsweredAt ?? DateTimeOffset.UnixEpoch;

    private static StoredAlarm Of(string kind, Contact contact, DateTimeOffset at, string stamp) => new($"{kind}:{contact.Id}:{stamp}", kind, at, contact.Id, null, null);

    private static string Stamp(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
