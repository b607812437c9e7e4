using System.Collections.Immutable;

namespace Hotline.Server.Triage;

/// <summary>What an answer weighs. The strongest answer of a contact counts with <paramref name="Alone"/>, every other adds <paramref name="Beside"/>.</summary>
/// <param name="Alone">Points when it is the strongest, 0–100; its band is the floor it sets.</param>
/// <param name="Beside">Points when something stronger is there; at most <paramref name="Alone"/>.</param>
public readonly record struct Weight(int Alone, int Beside)
{
    public static readonly Weight None = new(0, 0);

    /// <summary>Unknown is treated as risk: the foot of moderate.</summary>
    public static readonly Weight SafeFloor = new(Bands.Moderate, 0);
}

/// <summary>One kind of evidence answered by yes or no.</summary>
/// <param name="Kind">Stable code; consoles localise it.</param>
/// <param name="Yes">Weight of a yes.</param>
/// <param name="Clears">Whether a no says something against risk, so that the safe floor no longer holds by itself.</param>
public sealed record Rule(string Kind, Weight Yes, bool Clears)
{
    /// <summary>Never heavier than a yes, so that an answer which turns out to be yes never lowers.</summary>
    public Weight Unknown => Yes.Alone >= Bands.Moderate ? Weight.SafeFloor : Weight.None;
}

/// <summary>What several answers together say beyond each alone.</summary>
/// <param name="All">Kinds that are all yes.</param>
/// <param name="Any">Kinds of which one at least is yes.</param>
/// <param name="Code">Stable code; consoles localise it.</param>
public sealed record Combination(string Code, ImmutableArray<string> All, ImmutableArray<string> Any, Weight Weight);
