using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Admin.Routing;

/// <inheritdoc/>
public sealed class SettingFaults : MemberFaults
{
    public bool Has(string member) => Said(member) is not null;

    /// <summary>Why this member cannot stay so, in the language spoken; null when it can. Without words of our own the server's.</summary>
    public string? Of(string member, Words text, int? number = null)
    {
        if (Said(member) is not { } said)
            return null;
        if (number is { } given && RoutingRanges.Members.Contains(member) && RoutingRanges.Of(member) is var range && !range.Holds(given))
            return text.With("routing.fault.range", text.Number(range.Least), text.Number(range.Most));
        return text.Find("routing.fault." + member) ?? said;
    }
}
