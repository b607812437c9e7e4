namespace Hotline.Server.Floor;

/// <summary>
/// What a contact asks of whoever takes it, as far as one can be refused for it: contacts with equal needs queue together, so that one look
/// tells whether anybody can take any of them. Made of the contact alone; what the rules make of it is seen when somebody is sought.
/// </summary>
/// <param name="Skills">Must-haves, canonical: <c>skill:level</c> sorted, joined by commas.</param>
/// <param name="Wishes">Wishes that have not relaxed, in the same way.</param>
/// <param name="Not">Workers who are not wanted, sorted, joined by commas.</param>
/// <param name="KeptFor">Who alone is asked for the time being; null when nobody is.</param>
public readonly record struct Needs(Channel Channel, string Language, Band Band, string Skills, string Wishes, string Not, WorkerId? KeptFor)
{
    public static Needs Of(Contact contact) => new(
        contact.Channel, contact.Language, contact.Grade.Band,
        contact.Skills.IsDefaultOrEmpty ? "" : Text(contact.Skills.AsSpan()), Text(contact.WishesNow),
        contact.NotWorkers.IsDefaultOrEmpty ? "" : string.Join(',', contact.NotWorkers.Select(worker => worker.Value).Order(StringComparer.Ordinal)),
        contact.Preferred is { Until: not null } kept ? kept.Worker : null);

    private static string Text(ReadOnlySpan<SkillNeed> skills) =>
        skills.IsEmpty ? "" : string.Join(',', skills.ToArray().Select(need => $"{need.Skill}:{need.Level}").Order(StringComparer.Ordinal));
}
