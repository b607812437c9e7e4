namespace Hotline.Server.Ledger;

/// <summary>What this node's own last commits carried, still sealed: Redis may lose its last second before SQL is back. Not locked: its owner is.</summary>
internal sealed class RecentSealed
{
    private const int MostCharacters = 16 * 1024 * 1024;
    private readonly Queue<(long Epoch, long Sequence)> order = new();
    private readonly Dictionary<(long Epoch, long Sequence), string> texts = [];
    private int characters;

    public void Add(long epoch, long sequence, string sealedText)
    {
        if (!texts.TryAdd((epoch, sequence), sealedText)) return;
        order.Enqueue((epoch, sequence));
        characters += sealedText.Length;
        while (characters > MostCharacters && order.TryDequeue(out var oldest) && texts.Remove(oldest, out var gone)) characters -= gone.Length;
    }

    public string? Of(long epoch, long sequence) => texts.GetValueOrDefault((epoch, sequence));
}
