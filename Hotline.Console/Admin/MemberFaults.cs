namespace Hotline.Console.Admin;

/// <summary>What the server found wrong with a form, member by member, until the member is changed.</summary>
public abstract class MemberFaults
{
    private readonly Dictionary<string, string> found = new(StringComparer.Ordinal);

    public int Count => found.Count;

    /// <summary>The server has spoken: fields whose value stands as it was must look too.</summary>
    public event Action? Changed;

    public void Take(IReadOnlyDictionary<string, string[]>? errors)
    {
        found.Clear();
        foreach (var (member, sentences) in errors ?? new Dictionary<string, string[]>())
            found[member] = string.Join(' ', sentences);
        Changed?.Invoke();
    }

    public void Mend(string member) => found.Remove(member);

    /// <summary>The server's own words about this member; null when it can stay so.</summary>
    protected string? Said(string member) => found.GetValueOrDefault(member);

    /// <summary>The same of this member, or of the first below it such as <c>hours.open[0].from</c>.</summary>
    protected string? SaidWithin(string member) =>
        found.FirstOrDefault(fault => fault.Key == member || fault.Key.StartsWith(member + "[", StringComparison.Ordinal)).Value;
}
