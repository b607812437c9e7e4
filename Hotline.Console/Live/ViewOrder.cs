namespace Hotline.Console.Live;

/// <summary>Which of two views is the newer one: a larger epoch always wins, within an epoch the larger sequence.</summary>
public readonly record struct ViewOrder(long Epoch, long Sequence)
{
    /// <summary>An equal order is taken too: the same commit may be pushed again with fresher counts or another window.</summary>
    public bool Supersedes(ViewOrder? shown) =>
        shown is not { } old || Epoch > old.Epoch || (Epoch == old.Epoch && Sequence >= old.Sequence);
}
