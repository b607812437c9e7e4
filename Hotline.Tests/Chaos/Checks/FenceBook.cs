namespace Hotline.Tests.Chaos.Checks;

/// <summary>A fence is one worker's: who saw it offered or held, and who had its acceptance acknowledged.</summary>
internal sealed class FenceBook
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Contact, string Fence), string> owners = [];
    private readonly Dictionary<(string Contact, string Fence), string> holders = [];
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults
    {
        get { lock (gate) return [.. faults]; }
    }

    public void See(string contact, string fence, string worker) => Put(owners, contact, fence, worker, "shown to");

    public void Accept(string contact, string fence, string worker) => Put(holders, contact, fence, worker, "accepted by");

    private void Put(Dictionary<(string, string), string> book, string contact, string fence, string worker, string what)
    {
        lock (gate)
            if (!book.TryAdd((contact, fence), worker) && book[(contact, fence)] is var other && other != worker)
                faults.Add($"{contact}: fence {fence} was {what} {other} and {worker}");
    }
}
