namespace Hotline.Tests.Partners;

/// <summary>What a simulated partner does wrong with a message.</summary>
internal enum PartnerFault
{
    None,

    /// <summary>Takes it, and answers late.</summary>
    Slow,

    /// <summary>Never answers; every other time it has taken it.</summary>
    Never,

    /// <summary>500; every other time it has taken it.</summary>
    Error,

    /// <summary>429 with Retry-After.</summary>
    TooMany,

    /// <summary>410.</summary>
    Gone,

    /// <summary>Takes it, and says everything about it twice.</summary>
    Twice,

    /// <summary>Takes it, and reports in the wrong order.</summary>
    OutOfOrder,

    /// <summary>Takes it, and signs its first report wrongly.</summary>
    BadSignature,
}

/// <summary>Which message meets which fault: the share asked for within every twenty, the kinds evenly in a mixed order; the same for the same seed.</summary>
internal sealed class FaultPlan(double share, int seed, params PartnerFault[] kinds)
{
    private const int Block = 20;
    private readonly PartnerFault[] kinds = kinds.Length > 0 ? kinds : [.. Enum.GetValues<PartnerFault>().Where(kind => kind != PartnerFault.None)];
    private readonly Random random = new(seed);
    private readonly Queue<bool> turns = new();
    private readonly Queue<PartnerFault> next = new();
    private readonly Lock turn = new();

    public static FaultPlan Faultless { get; } = new(0, 0);

    public PartnerFault Next()
    {
        lock (turn)
        {
            if (turns.Count == 0) Fill(turns, [.. Enumerable.Range(0, Block).Select(place => place < (int)Math.Round(share * Block))]);
            if (!turns.Dequeue()) return PartnerFault.None;
            if (next.Count == 0) Fill(next, [.. kinds]);
            return next.Dequeue();
        }
    }

    private void Fill<T>(Queue<T> queue, T[] items)
    {
        random.Shuffle(items);
        foreach (var item in items) queue.Enqueue(item);
    }
}
