using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Hotline.Server.Records;

namespace Hotline.Server.Supervision;

/// <summary>
/// A waiting contact to a worker by hand, while the floor is away: noted in SQL, shown on the worker's desk, and made so on the floor when it
/// is back. What the worker can take is the supervisor's to judge: the floor's last word on it is old.
/// </summary>
public sealed class HandContact(HandContact.Means means, IHands hands, HandedContacts handed, IWorkerDirectory workers, ILedger ledger)
{
    /// <summary>What is known of a floor that is away.</summary>
    public sealed record Means(KeptFloors Floors, IFloorSettings Settings, FindContact Find);

    public async Task<Wire.Receipt> ExecuteAsync(LineId line, WorkerId by, Wire.SupervisorOrder order, CancellationToken cancel)
    {
        if (TypedReasons.Read(order.Reason) is not { } reason) return TypedReasons.Needed;
        var (command, contact, worker) = (new CommandId(order.CommandId), new ContactId(order.ContactId), new WorkerId(order.WorkerId ?? ""));
        try
        {
            // Sent again after the floor came back, it was given all the same.
            if (await hands.IsKnownAsync(command, cancel)) return Done;
            if (!means.Floors.IsAway(line)) return Refuse("hand_not_needed");
            if (workers.Find(worker) is not { Enabled: true } known || known.Line != line) return Refuse("unknown_worker");
            // Protected minutes run by the clock, wherever the floor is.
            if (means.Floors.Of(line).Worker(worker) is { } present && Debrief.IsProtected(present, ledger.Now, means.Settings.RulesOf(line))) return Refuse("debrief_protected");
            if (WhyNot(means.Floors.Of(line).Contact(contact) ?? await means.Find.ExecuteAsync(line, contact, cancel)) is { } why) return Refuse(why);
            var answer = await hands.PutAsync(line, new Hand(command, contact, worker, by, ledger.Now, null), reason, cancel);
            await handed.LookAsync(line, cancel);
            return answer == HandAnswer.HandedToAnother ? Refuse("already_handed") : Done;
        }
        catch (RecordsUnavailableException)
        {
            return Refuse("records_unavailable");
        }
    }

    internal static readonly Wire.Receipt Done = new(true, 0, 0, null, null, true);

    internal static Wire.Receipt Refuse(string slug) => new(false, 0, 0, slug, Problems.Find(slug).Title, false);

    private static string? WhyNot(Contact? contact) => contact switch
    {
        null => "unknown_contact",
        { IsLive: false } => "contact_over",
        { Holder: not null } => "contact_engaged",
        _ => null,
    };
}
