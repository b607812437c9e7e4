namespace Hotline.Server.Floor;

/// <summary>What a worker must have to take a contact; contacts with equal needs queue together.</summary>
/// <param name="Skills">Canonical: <c>skill:level</c> sorted, joined by commas.</param>
public readonly record struct Needs(Channel Channel, string Language, string Skills)
{
    public static Needs Of(Contact contact) => new(
        contact.Channel, contact.Language,
        contact.Skills.IsDefaultOrEmpty ? "" : string.Join(',', contact.Skills.Select(need => $"{need.Skill}:{need.Level}").Order(StringComparer.Ordinal)));
}
