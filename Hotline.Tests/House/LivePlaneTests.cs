using System.Collections.Immutable;
using System.Reflection;
using Hotline.Server.Floor;
using NUnit.Framework;

namespace Hotline.Tests.House;

/// <summary>What lives on the floor, in Redis and in the journal is ids, bands, codes and times: whatever can be reached from it is looked at.</summary>
public sealed class LivePlaneTests
{
    private static readonly Type[] Roots =
        [typeof(Contact), typeof(Worker), typeof(FloorEvent), typeof(FloorCommand), typeof(JournalEntry), typeof(FloorState), typeof(Decision), typeof(Actor)];

    /// <summary>Every text on the floor, and what it holds. A new one is added here by hand, and never a name, number, note or message.</summary>
    private static readonly string[] AllowedTexts =
    [
        // Ids and tags
        "LineId.Value", "ContactId.Value", "WorkerId.Value", "OfferId.Value", "CommandId.Value", "Actor.Id", "Actor.Kind",
        "EscalationId.Value", "PartnerId.Value", "ChainLink.Number", "ReportEscalation.Number", "OutParcel.Key", "NoteDelivery.Parcel",
        "JournalEntry.Tag", "JournalEntry.PreviousTag", "FloorState.Tag", "FloorState.Versions", "EntityWrite.Field",
        // Codes
        "ChainLink.Fault", "NoteDelivery.Code", "EscalationMoved.Code",
        "Contact.Language", "Needs.Language", "Needs.Skills", "Needs.Wishes", "Needs.Not", "Ability.Languages", "Ability.Skills", "Ability.Channels", "WorkerProfile.LanguageLevels", "SkillNeed.Skill", "Reason.Code", "Reason.Value", "Grade.RuleSet",
        "WorkerProfile.Languages", "WorkerProfile.Skills", "Offer.WhyYou", "OfferTarget.WhyYou", "OfferMade.WhyYou", "OpenContact.Language",
        "Abandoned.Reason", "WithdrawContact.Reason", "ContactAbandoned.Reason", "OfferRescinded.Why", "ContactReturned.Why", "ContactEngaged.How",
        "ParticipantLeft.Why", "ContactForced.From", "ContactForced.To", "PresenceChanged.Why",
    ];

    private static readonly Type[] Plain =
    [
        typeof(int), typeof(long), typeof(bool), typeof(double), typeof(DateTimeOffset), typeof(TimeSpan), typeof(Type),
    ];

    [Test]
    public void Nothing_on_the_live_plane_can_hold_a_person() => Assert.That(Suspicious(Roots), Is.Empty);

    [Test]
    public void Every_allowed_text_exists() =>
        Assert.That(AllowedTexts.Except(Members(Roots).Select(Name)), Is.Empty, "The list names texts that are gone.");

    // Negative controls

    [Test]
    public void A_name_a_foreign_type_and_an_untyped_value_are_caught_wherever_they_hide() =>
        Assert.That(Suspicious([typeof(Samples.PersonOnTheFloor)]).Order(), Is.EqualTo(new[]
        {
            "InnerPerson.Anything is a Object", "InnerPerson.Name is a text that is not allowed by name", "InnerPerson.Who is a Particulars",
        }));

    [Test]
    public void Members_of_nested_types_are_looked_at() =>
        Assert.That(Members(Roots).Select(Name), Is.SupersetOf(new[] { "OpenContact.Language", "OfferMade.WhyYou", "Holding.Contact", "Reason.Value" }));

    private static string Name(PropertyInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";

    private static IEnumerable<string> Suspicious(IEnumerable<Type> roots) =>
        from member in Members(roots)
        from leaf in Leaves(member.PropertyType)
        let fault = Fault(member, leaf)
        where fault is not null
        select $"{Name(member)} is a {fault}";

    private static string? Fault(PropertyInfo member, Type leaf) => leaf switch
    {
        _ when leaf == typeof(string) => AllowedTexts.Contains(Name(member)) ? null : "text that is not allowed by name",
        { IsEnum: true } => null,
        _ when Plain.Contains(leaf) || IsOurs(leaf) => null,
        _ => leaf.Name,
    };

    private static List<PropertyInfo> Members(IEnumerable<Type> roots)
    {
        var seen = new HashSet<Type>();
        var members = new List<PropertyInfo>();
        var open = new Queue<Type>(roots);
        while (open.TryDequeue(out var type))
        {
            if (!IsOurs(type) || type.IsEnum || !seen.Add(type))
                continue;
            var own = type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.Name != "EqualityContract" && property.GetIndexParameters().Length == 0).ToList();
            members.AddRange(own);
            foreach (var next in own.SelectMany(property => Leaves(property.PropertyType)).Concat(type.GetNestedTypes()).Append(type.BaseType).OfType<Type>())
                open.Enqueue(next);
        }

        return members;
    }

    // Through collections, nullables and other generics to what is inside.
    private static IEnumerable<Type> Leaves(Type type) => type switch
    {
        { IsArray: true } => Leaves(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Leaves),
        _ => [type],
    };

    private static bool IsOurs(Type type) => type.Namespace == typeof(Contact).Namespace || type.Namespace == typeof(Samples.PersonOnTheFloor).Namespace;
}
