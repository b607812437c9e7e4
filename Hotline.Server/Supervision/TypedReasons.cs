using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Server.Records;

namespace Hotline.Server.Supervision;

/// <summary>A supervisor's typed reason, kept before the command it explains is given; while SQL is away it rides with the command.</summary>
public sealed class TypedReasons(IContactFile file, ILedger ledger, ICarryFiles carry, Acknowledge acknowledge)
{
    internal static readonly Wire.Receipt Needed = new(false, 0, 0, "reason_needed", "Type a reason of 3 to 500 characters.", false);

    /// <summary>Null when it is too short or too long.</summary>
    internal static string? Read(string? reason) => reason?.Trim() is { Length: >= 3 and <= 500 } text ? text : null;

    public async Task<Wire.Receipt> ExecuteAsync(Order order, string subject, string? reason, FloorCommand command, CancellationToken cancel) =>
        Read(reason) is { } text ? await KeepAndGiveAsync(order, subject, text, command, cancel) : Needed;

    /// <summary>The same with words that were looked at already; they may be a whole form.</summary>
    public async Task<Wire.Receipt> KeepAndGiveAsync(Order order, string subject, string text, FloorCommand command, CancellationToken cancel)
    {
        var at = ledger.Now;
        try
        {
            await carry.UnlessAwayAsync(KeepAsync(order, subject, text, at, cancel));
        }
        catch (RecordsUnavailableException)
        {
            if (!await carry.IsKeptAsync()) return new Wire.Receipt(false, 0, 0, "records_unavailable", "The reason cannot be kept at the moment; try again.", false);
            var carried = new Carried.Reason(order.Command.Value, $"{order.Actor.Kind}:{order.Actor.Id}", subject, text, at);
            return await acknowledge.ReceiptAsync(await carry.CarryAsync(order.Line, order.Command, order.Actor, command, carried), TimeSpan.Zero, cancel);
        }
        return await acknowledge.ExecuteAsync(order.Line, order.Command.Value, order.Actor, command, Acknowledge.FullWait, cancel);
    }

    private async Task<bool> KeepAsync(Order order, string subject, string text, DateTimeOffset at, CancellationToken cancel)
    {
        await file.KeepReasonAsync(order.Line, order.Command, order.Actor, subject, text, at, cancel);
        return true;
    }
}

/// <summary>Who gives an order on which line, under which id.</summary>
/// <param name="Role">supervisor, worker or partner.</param>
public sealed record Order(LineId Line, WorkerId By, CommandId Command, string Role = "supervisor")
{
    public Actor Actor => new(Role, By.Value);
}
