using System.Collections.Concurrent;
using System.Text.Json.Serialization;

namespace Hotline.Server.Drill;

/// <summary>Hand-overs to partners that simulated workers began. Over: closed and help confirmed. Before a person: nobody of the chain answered, the board alarms.</summary>
public sealed record HandOverFigures(
    int Begun, int Accepted, int Over, int BeforeAPerson, int StillOpen,
    [property: JsonPropertyName("accepted_p50_s")] double? AcceptedP50, [property: JsonPropertyName("accepted_p99_s")] double? AcceptedP99);

/// <summary>The workers' part of hand-overs: begins a share of the grave ones, goes on alone where nobody confirms, and says at the end that help came.</summary>
internal sealed class HandOvers(FrontDoor door, DrillClock clock)
{
    private readonly ConcurrentDictionary<string, Seen> all = new();
    private readonly ConcurrentDictionary<string, bool> asked = new();

    private sealed record Seen(TimeSpan BegunAt, TimeSpan? AcceptedAt, Wire.EscalationView? Last);

    /// <summary>Hands the contact over, to whom the line proposes.</summary>
    public async Task BeginAsync(string cookie, string contact, string fence, CancellationToken cancel)
    {
        var form = Wire.EscalationForm.Empty with
        {
            Who = new Wire.WhoPart(Name: "A drill", CallBack: "0", Language: "en", StillOnLine: true), Where = new Wire.WherePart(Address: "1 Drill Street"),
            What = new Wire.WhatPart(Happening: "A drill; nobody is in danger.", AttemptInProgress: false, MentalState: "A drill", Means: "None", Hazards: "None"),
            Caller = new Wire.CallerPart("A drill", "0"), Wanted = [Wire.ResponseWanted.MobileCrisisTeam], Ground = Wire.DisclosureGround.VitalInterest, GroundNote = "A drill.",
        };
        var order = new Wire.BeginEscalation(Wire.CommandIds.Next(clock.UtcNow), contact, fence, form, []);
        var receipt = await OrderAsync(cookie, "", order, Wire.WireJson.Default.BeginEscalation, cancel);
        if (receipt is { Done: true, EscalationId: { } id }) all.TryAdd(id, new Seen(clock.Now, null, null));
    }

    /// <summary>What a desk shows of them; whatever they wait for of their worker is done.</summary>
    public IEnumerable<Func<string, CancellationToken, Task>> See(Wire.DeskView view)
    {
        foreach (var one in view.Escalations)
        {
            if (!one.Mine || !all.TryGetValue(one.EscalationId, out var seen)) continue;
            all[one.EscalationId] = seen with { Last = one, AcceptedAt = seen.AcceptedAt ?? (one.Chain.Any(link => link.State is Wire.ChainState.Accepted or Wire.ChainState.Closed) ? clock.Now : null) };
            if (one is { Step: Wire.EscalationStep.Held, ConfirmFrom: { } from } && from <= view.ServerTime && asked.TryAdd(one.EscalationId + " alone", true))
                yield return (cookie, cancel) => OrderAsync(cookie, $"/{one.EscalationId}/proceed", new Wire.EscalationOrder(Wire.CommandIds.Next(clock.UtcNow), "Nobody else is there in this drill."), Wire.WireJson.Default.EscalationOrder, cancel);
            if (one is { Step: Wire.EscalationStep.Closed, Reached: null } && asked.TryAdd(one.EscalationId + " reached", true))
                yield return (cookie, cancel) => OrderAsync(cookie, $"/{one.EscalationId}/reached", new Wire.ReachedOrder(Wire.CommandIds.Next(clock.UtcNow), true), Wire.WireJson.Default.ReachedOrder, cancel);
        }
    }

    /// <summary>Nothing is on its way any more.</summary>
    public bool IsQuiet => all.Values.All(one => one.Last is { IsOver: true } or { Step: Wire.EscalationStep.Unanswered });

    /// <summary>Null when none was begun.</summary>
    public HandOverFigures? Figures()
    {
        if (all.IsEmpty) return null;
        var waits = all.Values.Where(one => one.AcceptedAt is not null).Select(one => (one.AcceptedAt!.Value - one.BegunAt).TotalSeconds).Order().ToList();
        var over = all.Values.Count(one => one.Last is { IsOver: true });
        var stood = all.Values.Count(one => one.Last is { Step: Wire.EscalationStep.Unanswered });
        return new HandOverFigures(all.Count, waits.Count, over, stood, all.Count - over - stood, At(0.5), At(0.99));

        double? At(double share) => waits.Count == 0 ? null : Math.Round(waits[Math.Min(waits.Count - 1, (int)(share * waits.Count))], 2);
    }

    private async Task<Wire.EscalationReceipt?> OrderAsync<T>(string cookie, string path, T order, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape, CancellationToken cancel)
    {
        try
        {
            return await door.OrderAsync(cookie, "api/v1/console/escalations" + path, order, (shape, Wire.WireJson.Default.EscalationReceipt), cancel);
        }
        catch (RefusedAtDoorException)
        {
            // Ended, taken over or done by somebody else meanwhile: the desk says what stands.
            return null;
        }
    }
}
