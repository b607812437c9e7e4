using Hotline.Contracts;

namespace Hotline.Console.Live;

/// <summary>Claims to what this console has accepted. What a restored floor no longer shows is claimed from it, until it was heard.</summary>
internal sealed class HeldClaims
{
    private readonly HashSet<string> missed = [];

    /// <summary>Something was held in the epoch before and is not in the new one.</summary>
    public bool AreMissed => missed.Count > 0;

    /// <summary>Within an epoch the floor knows better: what is gone was ended or taken.</summary>
    public void Compare(DeskView? before, DeskView now)
    {
        if (before is null || now.Epoch <= before.Epoch)
            return;
        foreach (var held in before.Engagements)
            if (now.Engagements.All(other => other.ContactId != held.ContactId))
                missed.Add(held.Claim);
    }

    /// <summary>All that a join presents.</summary>
    public IReadOnlyList<string> With(DeskView? shown) => [.. (shown?.Engagements ?? []).Select(held => held.Claim).Union(missed)];

    public void Forget() => missed.Clear();
}
