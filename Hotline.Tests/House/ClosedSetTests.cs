using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Serialization;
using NUnit.Framework;

namespace Hotline.Tests.House;

/// <summary>Closed sets (an abstract record with nested sealed ones): really closed, all of them written to JSON, and no switch leaves one out. The compiler sees none of this.</summary>
public sealed class ClosedSetTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Server = typeof(Hotline.Server.Floor.Contact).Assembly.GetTypes();

    private static readonly Type[] Sets = [.. Server.Where(type => type.IsAbstract && !type.IsNested && Members(type).Count > 0 && Rooms.Of(type) is not null)];

    [Test]
    public void The_sets_are_found() => Assert.That(
        Sets.Select(set => set.Name), Is.SupersetOf(new[] { "FloorCommand", "FloorEvent", "ContactState", "Decision", "ForceTarget", "LedgerAnswer" }));

    [TestCaseSource(nameof(Sets))]
    public void A_closed_set_is_closed(Type set) => Assert.That(Openings(set), Is.Empty);

    [TestCaseSource(nameof(Sets))]
    public void All_members_of_a_set_that_is_stored_can_be_read_back(Type set)
    {
        var known = set.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
        if (known.Count == 0)
            Assert.Pass("Never stored.");
        Assert.That(known.Select(derived => derived.DerivedType), Is.EquivalentTo(Members(set)));
        Assert.That(known.Select(derived => derived.TypeDiscriminator), Is.Unique);
    }

    [Test]
    public void No_switch_that_claims_to_be_complete_leaves_a_member_out() => Assert.That(Server.SelectMany(type => Incomplete(type, Sets)), Is.Empty);

    // Negative controls

    [Test]
    public void An_open_set_is_caught() => Assert.That(Openings(typeof(Samples.OpenSet)), Is.Not.Empty);

    [Test]
    public void A_switch_that_leaves_one_out_is_caught_and_a_complete_one_is_not() =>
        Assert.That(Incomplete(typeof(Samples.Fruit), [typeof(Samples.Fruit)]), Is.EqualTo(new[] { "Fruit.Half leaves out Plum" }));

    private static List<Type> Members(Type set) => [.. Nested(set).Where(type => type.IsSubclassOf(set) && !type.IsAbstract)];

    private static IEnumerable<Type> Nested(Type type) => type.GetNestedTypes().SelectMany(nested => Nested(nested).Prepend(nested));

    private static IEnumerable<string> Openings(Type set)
    {
        // Copying is the record's own and protected; any other constructor must be private.
        if (set.GetConstructors(All).Any(constructor => !constructor.IsStatic && !constructor.IsPrivate && !IsCopying(constructor, set)))
            yield return $"{set.Name} can be derived from outside.";
        foreach (var member in Members(set).Where(member => !member.IsSealed))
            yield return $"{member.Name} is not sealed.";
    }

    private static bool IsCopying(ConstructorInfo constructor, Type set) => constructor.GetParameters() is [var only] && only.ParameterType == set;

    private static IEnumerable<string> Incomplete(Type type, IReadOnlyList<Type> sets)
    {
        foreach (var method in type.GetMethods(All))
        {
            var body = TypeReferences.Body(method).ToList();
            if (!body.Any(step => step.Member.DeclaringType == typeof(UnreachableException)))
                continue;
            var tested = body.Where(step => step.Code == System.Reflection.Emit.OpCodes.Isinst).Select(step => step.Member).OfType<Type>().ToList();
            foreach (var set in sets)
            {
                var missing = Members(set).Where(member => !tested.Any(member.IsAssignableTo)).ToList();
                // Fewer than half is a question about some members, not a switch over the set.
                if (missing.Count > 0 && missing.Count * 2 <= Members(set).Count)
                    yield return $"{type.Name}.{method.Name} leaves out {string.Join(", ", missing.Select(member => member.Name))}";
            }
        }
    }
}
