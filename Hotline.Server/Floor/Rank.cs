namespace Hotline.Server.Floor;

/// <summary>rank = tier × 2^45 + arrivedAt (ms) − credit (ms); lowest first, safe below 2^53 (architecture.md, "The queue").</summary>
/// <param name="Tier">0 imminent, 1 everything else.</param>
public readonly record struct Rank(int Tier, long ArrivedAtMs, long CreditMs)
{
    private const long TierSize = 1L << 45;

    public long Value => (Tier * TierSize) + ArrivedAtMs - CreditMs;

    /// <summary>Where a contact stands in the queue, and why.</summary>
    public static Rank Of(Contact contact, FloorRules rules)
    {
        if (contact.Grade.IsFifo) return new Rank(1, contact.ArrivedAt.ToUnixTimeMilliseconds(), 0);
        var tier = contact.Grade.Band == Band.Imminent ? 0 : 1;
        // A lost conversation stands where the highest score of its band's tier would: still bounded, still by arrival.
        var perPoint = rules.CreditPerPoint.TotalMilliseconds;
        var credit = contact.Grade.CreditMs ?? (long)(perPoint * contact.Grade.Score);
        if (contact.FirstInBand) credit = Math.Max(credit, (long)(perPoint * 100));
        return new Rank(tier, contact.ArrivedAt.ToUnixTimeMilliseconds(), credit);
    }
}
