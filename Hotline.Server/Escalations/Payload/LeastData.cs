using System.Collections.Frozen;
using System.Diagnostics;

namespace Hotline.Server.Escalations.Payload;

/// <summary>What each kind of partner is told: what it needs to come, to be safe and to help, and nothing else.</summary>
public static class LeastData
{
    // Each set names what does not leave; why the worker acts without consent stays with the line, whoever is asked.
    private static readonly FrozenDictionary<Wire.PartnerKind, FrozenSet<string>> Kept = new Dictionary<Wire.PartnerKind, string[]>
    {
        [Wire.PartnerKind.Police] = ["what.substance", "what.amount", "what.medical", "what.medication"],
        [Wire.PartnerKind.Ambulance] = [],
        [Wire.PartnerKind.Fire] = ["who.name", "who.number", "what.amount", "what.since", "what.medical", "what.mentalState", "what.medication"],
        [Wire.PartnerKind.MobileCrisisTeam] = [],
        // The person is brought there: where they were, and who was with them, is not its business.
        [Wire.PartnerKind.Hospital] =
        [
            "where.address", "where.district", "where.latitude", "where.longitude", "where.uncertaintyMetres", "where.floor", "where.access", "where.knownHow", "where.knownAt",
            "what.means", "what.others", "what.hazards",
        ],
        [Wire.PartnerKind.ChildProtection] = ["what.method", "what.substance", "what.amount", "what.means", "what.medical", "what.medication"],
        [Wire.PartnerKind.OtherLine] =
        [
            "where.address", "where.latitude", "where.longitude", "where.uncertaintyMetres", "where.floor", "where.access", "where.knownHow", "where.knownAt",
            "what.method", "what.substance", "what.amount", "what.since", "what.means", "what.others", "what.medical", "what.medication", "what.hazards",
        ],
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Append("groundNote").ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether a path of the form leaves for this kind.</summary>
    public static bool Leaves(Wire.PartnerKind kind, string path) => Kept.TryGetValue(kind, out var kept) ? !kept.Contains(path) : throw new UnreachableException($"{kind} has no rule.");

    /// <summary>The form as this kind may see it, in a message or at its desk.</summary>
    public static Wire.EscalationForm For(Wire.PartnerKind kind, Wire.EscalationForm form) =>
        FormPaths.All.Where(path => !Leaves(kind, path.Path)).Aggregate(form, (left, path) => path.Clear(left));

    /// <summary>Paths and values that leave, in the order of the form.</summary>
    public static IReadOnlyList<Wire.FormField> Fields(Wire.PartnerKind kind, Wire.EscalationForm form) => [.. FormPaths.Filled(For(kind, form))];

    /// <summary>Paths that are filled and do not leave.</summary>
    public static IReadOnlyList<string> Withheld(Wire.PartnerKind kind, Wire.EscalationForm form) =>
        [.. FormPaths.Filled(form).Select(field => field.Path).Where(path => !Leaves(kind, path))];
}
