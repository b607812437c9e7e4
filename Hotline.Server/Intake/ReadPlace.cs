using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>Where the contact stands, for the channel that opened it.</summary>
internal sealed class ReadPlace(OpenedHere opened, ILedger ledger, FindContact find, IOptions<IntakeOptions> options)
{
    public async Task<IResult> HandleAsync(IntakeCall call, ContactId id)
    {
        var mine = await opened.AskAsync(call, id);
        if (mine is false) return call.Refuse("unknown_contact");
        var contact = mine is null ? ledger.State(call.Line.Id).Contact(id) : await find.ExecuteAsync(call.Line.Id, id, CancellationToken.None);
        return contact is null
            ? call.Refuse("intake_unavailable", TimeSpan.FromSeconds(options.Value.RetryAfterSeconds))
            : TypedResults.Json(Standing.Place(contact, ledger.State(call.Line.Id), call.Line, ledger.Now), Wire.WireJson.Default.ContactPlace);
    }
}
