using Hotline.Console.Parts;

namespace Hotline.Console.Admin.Partners;

/// <inheritdoc/>
/// <param name="family">First part of the keys that say it in the language spoken.</param>
public sealed class FieldFaults(string family) : MemberFaults
{
    /// <summary>Why this member, or one below it, cannot stay so; null when it can.</summary>
    /// <param name="exactly">Adds the server's own words, which say where in a long text.</param>
    public string? Of(string member, Words text, bool exactly = false)
    {
        if (SaidWithin(member) is not { } said)
            return null;
        var own = text.Find($"{family}.{member}");
        return own is null ? said : exactly ? $"{own} {said}" : own;
    }
}
