using Hotline.Console.Parts;

namespace Hotline.Console.Admin.Partners;

/// <summary>What the server found wrong with a form, member by member, until the member is changed.</summary>
/// <param name="family">First part of the keys that say it in the language spoken.</param>
public sealed class FieldFaults(string family)
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

    /// <summary>Why this member, or one below it such as <c>hours.open[0].from</c>, cannot stay so; null when it can.</summary>
    /// <param name="exactly">Adds the server's own words, which say where in a long text.</param>
    public string? Of(string member, Words text, bool exactly = false)
    {
        if (found.FirstOrDefault(fault => fault.Key == member || fault.Key.StartsWith(member + "[", StringComparison.Ordinal)) is not { Key: not null } fault)
            return null;
        var own = text.Find($"{family}.{member}");
        return own is null ? fault.Value : exactly ? $"{own} {fault.Value}" : own;
    }
}
