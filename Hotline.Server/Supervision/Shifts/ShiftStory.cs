using System.Linq.Expressions;
using Hotline.Server.Floor;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Supervision.Shifts;

/// <summary>What a shift is told of, as read from SQL: nothing of it was typed for the log but notes and reasons.</summary>
/// <param name="Reasons">Opened texts by command id; what a shredded key sealed is not among them.</param>
internal sealed record ShiftRows(
    IReadOnlyList<TimelineRow> Events, IReadOnlyList<ShiftLogRow> Lines, IReadOnlyList<TypedReasonRow> Orders, IReadOnlyList<HandRow> Hands, IReadOnlyList<EpochRow> Epochs,
    IReadOnlyDictionary<string, string> Reasons);

/// <summary>Makes the log of a shift: what matters to whoever takes over, newest first.</summary>
internal static class ShiftStory
{
    /// <summary>A reason stands beside what came of it within this.</summary>
    private static readonly TimeSpan OneAct = TimeSpan.FromSeconds(10);

    private static readonly string[] Always =
    [
        nameof(FloorEvent.ConsoleLost), nameof(FloorEvent.ConsoleRegained), nameof(FloorEvent.LastCallRaised), nameof(FloorEvent.LastCallLowered), nameof(FloorEvent.ContactSentOn), nameof(FloorEvent.ContactHandedIn), nameof(FloorEvent.ContactForced), nameof(FloorEvent.BandOverridden),
        nameof(FloorEvent.ContactReconciled), nameof(FloorEvent.WorkerReconciled),
    ];
    private static readonly string[] Engaged = ["last_call", "claimed", "taken_over", "handed", "forced"];
    private static readonly string[] Returned = ["requeued", "console_lost"];

    /// <summary>Which events of the journal the log tells, as SQL is asked for them.</summary>
    public static readonly Expression<Func<TimelineRow, bool>> Matters = row =>
        Always.Contains(row.Kind)
        || (row.Kind == nameof(FloorEvent.PresenceChanged) && (row.Detail!.EndsWith(": supervisor") || row.Detail.EndsWith(": missed_offer")))
        || (row.Kind == nameof(FloorEvent.ContactEngaged) && Engaged.Contains(row.Detail))
        || (row.Kind == nameof(FloorEvent.ContactReturned) && Returned.Contains(row.Detail))
        || ((row.Kind == nameof(FloorEvent.ContactOpened) || row.Kind == nameof(FloorEvent.ContactRescored)) && row.Detail!.StartsWith(nameof(Band.Imminent)));

    /// <param name="name">Name of a worker by id.</param>
    public static IReadOnlyList<Wire.ShiftLogEntry> Tell(ShiftRows rows, Func<string, string> name)
    {
        var orders = rows.Orders.OrderBy(order => order.At).ToList();
        List<Wire.ShiftLogEntry> told = [];
        HashSet<string> imminent = [];
        foreach (var row in rows.Events.OrderBy(row => row.Epoch).ThenBy(row => row.Sequence).ThenBy(row => row.Number))
        {
            // Imminent is told once, when it begins; what is assessed again and again fills pages.
            if (row.Kind is nameof(FloorEvent.ContactOpened) or nameof(FloorEvent.ContactRescored) && !imminent.Add(row.ContactId ?? "")) continue;
            var order = orders.Find(one => IsOf(one, row) && row.At >= one.At && row.At - one.At <= OneAct);
            if (order is not null) orders.Remove(order);
            told.Add(new Wire.ShiftLogEntry(
                row.At, GroupOf(row.Kind), row.Kind, row.Detail, row.ContactId, order is null ? null : name(Id(order.Actor)), row.WorkerId is { } worker ? name(worker) : null,
                order is null ? null : rows.Reasons.GetValueOrDefault(order.CommandId)));
        }
        told.AddRange(orders.Select(order => new Wire.ShiftLogEntry(
            order.At, IsOfContact(order) ? Wire.ShiftLogGroup.Contacts : Wire.ShiftLogGroup.Staff, "order", null, IsOfContact(order) ? Id(order.Subject) : null, name(Id(order.Actor)),
            IsOfContact(order) ? null : name(Id(order.Subject)), rows.Reasons.GetValueOrDefault(order.CommandId))));
        told.AddRange(rows.Lines.Select(line => Told(line, rows, name)));
        told.AddRange(rows.Hands.Select(hand => new Wire.ShiftLogEntry(
            hand.At, Wire.ShiftLogGroup.Contacts, "handed", hand.Result, hand.ContactId, name(hand.HandedBy), name(hand.WorkerId), rows.Reasons.GetValueOrDefault(hand.CommandId))));
        told.AddRange(rows.Epochs.Select(epoch => new Wire.ShiftLogEntry(epoch.FinishedAt, Wire.ShiftLogGroup.System, "epoch", epoch.Why, null, null, null, null)));
        told.Reverse();
        return [.. told.OrderByDescending(entry => entry.At)];
    }

    private static Wire.ShiftLogEntry Told(ShiftLogRow line, ShiftRows rows, Func<string, string> name)
    {
        var who = line.WorkerId is { } worker ? name(worker) : null;
        // A raised alarm is about a worker; everything else was done by one.
        var isAbout = line.Kind == "alarm_raised";
        var group = line.Kind switch
        {
            "alarm_raised" or "alarm_acknowledged" => Wire.ShiftLogGroup.Alarms,
            "note" => Wire.ShiftLogGroup.Notes,
            _ => Wire.ShiftLogGroup.Switches,
        };
        return new Wire.ShiftLogEntry(line.At, group, line.Kind, line.Detail, line.ContactId, isAbout ? null : who, isAbout ? who : null, rows.Reasons.GetValueOrDefault(line.Id));
    }

    private static Wire.ShiftLogGroup GroupOf(string kind) => kind switch
    {
        nameof(FloorEvent.ConsoleLost) or nameof(FloorEvent.ConsoleRegained) or nameof(FloorEvent.PresenceChanged) => Wire.ShiftLogGroup.Staff,
        nameof(FloorEvent.ContactReconciled) or nameof(FloorEvent.WorkerReconciled) => Wire.ShiftLogGroup.System,
        _ => Wire.ShiftLogGroup.Contacts,
    };

    private static bool IsOf(TypedReasonRow order, TimelineRow row) =>
        order.Subject == "contact:" + row.ContactId || (row.ContactId is null && order.Subject == "worker:" + row.WorkerId);

    private static bool IsOfContact(TypedReasonRow order) => order.Subject.StartsWith("contact:", StringComparison.Ordinal);

    private static string Id(string kindAndId) => kindAndId[(kindAndId.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
