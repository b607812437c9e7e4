namespace Hotline.Tests.Simulation;

/// <summary>Chance from a seed (splitmix64). Every actor has its own, so that leaving out one happening does not reshuffle all others.</summary>
internal sealed class Dice(ulong state)
{
    public static Dice Of(long seed, string name, int number = 0)
    {
        var hash = 14695981039346656037UL ^ (ulong)seed;
        foreach (var letter in name) hash = (hash ^ letter) * 1099511628211UL;
        return new Dice(Mix(hash + ((ulong)number * 0x9E3779B97F4A7C15UL) + ((ulong)seed << 17)));
    }

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15UL);

    /// <summary>Both ends included.</summary>
    public int Int(int least, int most) => least + (int)(Next() % (ulong)(most - least + 1));

    public bool Hits(double chance) => (Next() >> 11) * (1.0 / (1UL << 53)) < chance;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Int(0, choices.Count - 1)];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
