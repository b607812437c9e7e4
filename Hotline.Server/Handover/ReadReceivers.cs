using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;
using StackExchange.Redis;
using Problems = Hotline.Server.Platform.Problems;

namespace Hotline.Server.Handover;

/// <summary>Whom the holder of a contact can ask, with names; the floor has none.</summary>
internal sealed class ReadReceivers(ILedger ledger, IFloorSettings settings, IWorkerDirectory workers, IConsoleLeases leases, LineChoices lines)
{
    public async Task<IResult> HandleAsync(LineId? line, WorkerId? me, ContactId id, CancellationToken cancel)
    {
        if (line is not { } own || me is not { } worker) return Problems.Problem("forbidden");
        var state = ledger.State(own);
        if (state.Contact(id) is not { } contact) return Problems.Problem("unknown_contact");
        if (contact.Holder != worker) return Problems.Problem("not_your_contact");
        var rules = settings.RulesOf(own);
        var here = await HereAsync(own, rules, cancel);
        var others = state.Workers.Values.Where(other => other.Id != worker && (other.IsOnDuty || (other.Profile.Supervisor && here.Contains(other.Id)))).ToList();
        return TypedResults.Json(new Wire.ReceiversView(
            [.. others.Select(other => View(contact, other, rules)).OrderBy(view => view.CannotTake is not null).ThenBy(view => view.CannotHelp is not null).ThenBy(view => view.Name, StringComparer.Ordinal)],
            [.. Skills(contact, others, rules)],
            [.. lines.Of(own, contact)]),
            Wire.WireJson.Default.ReceiversView);
    }

    private Wire.ReceiverView View(Contact contact, Worker other, FloorRules rules) => new(
        other.Id.Value, workers.Find(other.Id)?.Name ?? other.Id.Value, other.Profile.Supervisor, Shown(other), Why(contact, TransferKind.Cold, other, rules), Why(contact, TransferKind.Consult, other, rules),
        [.. other.Profile.Languages], [.. other.Profile.Skills.OrderBy(skill => skill.Key, StringComparer.Ordinal).Select(skill => $"{skill.Key}:{skill.Value}")]);

    private static string? Why(Contact contact, TransferKind kind, Worker other, FloorRules rules) =>
        Receiving.WhyNot(contact, kind, other, rules) is { } why ? Problems.Of(why).Slug : null;

    private static IEnumerable<Wire.SkillChoice> Skills(Contact contact, List<Worker> others, FloorRules rules) =>
        from worker in others
        from skill in worker.Profile.Skills
        group (worker, skill.Value) by skill.Key into having
        orderby having.Key
        select new Wire.SkillChoice(
            having.Key, having.Max(one => one.Value),
            having.Count(one => one.worker.Presence == PresenceKind.Available && Receiving.WhyNot(contact, TransferKind.Cold, one.worker, rules) is null));

    /// <summary>What is held wins over what was chosen.</summary>
    private static Wire.Presence Shown(Worker worker) => worker.Presence switch
    {
        PresenceKind.ConsoleLost => Wire.Presence.ConsoleLost,
        PresenceKind.NotResponding => Wire.Presence.NotResponding,
        _ when worker.Holdings.Any(holding => holding.Kind is HoldingKind.Engaged or HoldingKind.Beside) => Wire.Presence.Engaged,
        _ when worker.Holdings.Any(holding => holding.Kind == HoldingKind.WrapUp) => Wire.Presence.WrapUp,
        PresenceKind.Available => Wire.Presence.Available,
        PresenceKind.Break => Wire.Presence.Break,
        _ => Wire.Presence.OffDuty,
    };

    /// <summary>Whose console answers now: a supervisor off duty may look at the board all the same.</summary>
    private async Task<HashSet<WorkerId>> HereAsync(LineId line, FloorRules rules, CancellationToken cancel)
    {
        try
        {
            var now = ledger.Now;
            return [.. (await leases.ReadAsync(line, cancel)).Where(lease => now - lease.Value <= rules.LeaseLife).Select(lease => lease.Key)];
        }
        catch (Exception failed) when (failed is RedisException or TimeoutException)
        {
            return [];
        }
    }
}
