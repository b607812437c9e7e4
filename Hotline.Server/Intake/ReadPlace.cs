using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Intake;

/// <summary>Where the contact stands, for the channel that opened it.</summary>
internal sealed class ReadPlace(OpenedHere opened, FollowContact follow, ILedger ledger, FindContact find, IOptions<IntakeOptions> options)
{
    public async Task<IResult> HandleAsync(IntakeCall asked, ContactId known)
    {
        var mine = await opened.AskAsync(asked, known);
        if (mine is false) return asked.Refuse("unknown_contact");
        var there = await follow.FindAsync(asked, known);
        var (call, id) = (there.Call, there.Contact);
        var contact = mine is null ? ledger.State(call.Line.Id).Contact(id) : await find.ExecuteAsync(call.Line.Id, id, CancellationToken.None);
        return contact is null
            ? call.Refuse("intake_unavailable", TimeSpan.FromSeconds(options.Value.RetryAfterSeconds))
            : TypedResults.Json(Standing.Place(contact, ledger.State(call.Line.Id), call.Line, ledger.Now) with { ContactId = known.Value }, Wire.WireJson.Default.ContactPlace);
    }
}
