using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;

namespace Hotline.Server.Supervision;

/// <summary>A supervisor's typed reason, kept before the command it explains is given.</summary>
public sealed class TypedReasons(IContactFile file, ILedger ledger)
{
    internal static readonly Wire.Receipt Needed = new(false, 0, 0, "reason_needed", "Type a reason of 3 to 500 characters.", false);

    /// <summary>Null when it is too short or too long.</summary>
    internal static string? Read(string? reason) => reason?.Trim() is { Length: >= 3 and <= 500 } text ? text : null;

    /// <summary>Null when kept; else a receipt that says what is wrong with it.</summary>
    public async Task<Wire.Receipt?> KeepAsync(Order order, string subject, string? reason, CancellationToken cancel)
    {
        if (Read(reason) is not { } text) return Needed;
        try
        {
            await file.KeepReasonAsync(order.Line, order.Command, order.Actor, subject, text, ledger.Now, cancel);
            return null;
        }
        catch (RecordsUnavailableException)
        {
            return new Wire.Receipt(false, 0, 0, "records_unavailable", "The reason cannot be kept at the moment; try again.", false);
        }
    }
}

/// <summary>Who gives an order on which line, under which id.</summary>
public sealed record Order(LineId Line, WorkerId By, CommandId Command)
{
    public Actor Actor => new("supervisor", By.Value);
}
