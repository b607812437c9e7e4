using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Admin.Routing;

/// <summary>What the server found wrong, member by member, until the member is changed.</summary>
public sealed class SettingFaults
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

    public bool Has(string member) => found.ContainsKey(member);

    /// <summary>Why this member cannot stay so, in the language spoken; null when it can. Without words of our own the server's.</summary>
    public string? Of(string member, Words text, int? number = null)
    {
        if (!found.TryGetValue(member, out var said))
            return null;
        if (number is { } given && RoutingRanges.Members.Contains(member) && RoutingRanges.Of(member) is var range && !range.Holds(given))
            return text.With("routing.fault.range", text.Number(range.Least), text.Number(range.Most));
        return text.Find("routing.fault." + member) ?? said;
    }
}
