using Hotline.Server.Audit;
using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Server.Supervision;

/// <summary>
/// Diverts a line's queue or puts it into surge mode, and back: kept in SQL, so that every node has it within 2 s and this one at once. It changes
/// who is asked, never where a contact stands. Given twice, or found so already, it changes nothing.
/// </summary>
internal sealed class SwitchLine(AuditedChange changes, LineSeal seal, RecordsHealth health)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SwitchOrder order, CancellationToken cancel)
    {
        if (TypedReasons.Read(order.Reason) is not { } reason) return TypedReasons.Needed;
        // Refused at once: nodes that disagree about who is asked are worse than a switch that waits.
        if (health.IsAway) return HandContact.Refuse("switch_unavailable");
        try
        {
            return await changes.RunAsync(Kinds.Lines, draft => TurnAsync(draft, line, by, order, reason, cancel), cancel).WaitAsync(Patience, cancel);
        }
        catch (Exception failed) when (failed is TimeoutException or RecordsUnavailableException || RecordsFailure.IsUnavailable(failed))
        {
            // Should it commit all the same: the same order sent again finds it done.
            return HandContact.Refuse("switch_unavailable");
        }
    }

    private async Task<Wire.Receipt> TurnAsync(Audit.Draft draft, LineId line, WorkerId by, Wire.SwitchOrder order, string reason, CancellationToken cancel)
    {
        if (await draft.Db.Set<ShiftLogRow>().AnyAsync(row => row.Id == order.CommandId, cancel)) return HandContact.Done;
        var settings = await draft.Db.Set<LineRecord>().SingleAsync(row => row.Id == line.Value, cancel);
        var mode = RoutingReading.Mode(settings);
        var stands = order.Switch == Wire.LineSwitch.Divert ? mode.Diverted : mode.Surge;
        if (stands is not null == order.On) return HandContact.Done;
        var turned = order.On ? new Wire.SwitchView(by.Value, draft.Now) : null;
        RoutingReading.WriteMode(settings, order.Switch == Wire.LineSwitch.Divert ? mode with { Diverted = turned } : mode with { Surge = turned });
        var kind = KindOf(order);
        draft.Db.Add(new ShiftLogRow
        {
            Id = order.CommandId, Line = line.Value, At = draft.Now, Kind = kind, WorkerId = by.Value,
            Text = await seal.CloseAsync(draft.Db, line, Places.ShiftLog(order.CommandId), reason, cancel),
        });
        draft.Note($"supervisor:{by}", kind, $"line:{line}", ("command", order.CommandId));
        return HandContact.Done;
    }

    private static string KindOf(Wire.SwitchOrder order) => (order.Switch, order.On) switch
    {
        (Wire.LineSwitch.Divert, true) => "diverted",
        (Wire.LineSwitch.Divert, false) => "returned",
        (_, true) => "surge_on",
        _ => "surge_off",
    };
}
