using System.Reflection;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.House;

/// <summary>The dependency directions of the architecture, executed.</summary>
public sealed partial class DependencyTests
{
    private static readonly Assembly Server = typeof(Hotline.Server.Floor.Contact).Assembly;
    private static readonly Assembly Console = typeof(Wire.DeskView).Assembly;

    [Test]
    public void No_room_knows_a_room_that_it_may_not() => Assert.That(Rooms.Forbidden(Server.GetTypes(), Rooms.Of), Is.Empty);

    [Test]
    public void No_file_uses_the_namespace_of_a_room_that_its_room_may_not_know() => Assert.That(
        SourceTree.Files("Hotline.Server", "*.cs").SelectMany(path => ForbiddenUsings(SourceTree.Relative(path), File.ReadAllText(path))), Is.Empty);

    [Test]
    public void Every_room_is_in_the_table() => Assert.That(
        Server.GetTypes().Select(Rooms.Of).OfType<string>().Distinct().Except(Rooms.Allowed.Keys), Is.Empty, "Add the room to House/Rooms.cs.");

    [Test]
    public void The_table_has_no_cycle() => Assert.That(Rooms.Cycle(Rooms.Allowed), Is.Null);

    [Test]
    public void The_floor_knows_nothing_of_frameworks()
    {
        string[] outside = ["Microsoft.", "StackExchange.", "Npgsql", "Serilog", "System.Threading.Tasks", "System.Net"];
        var known = Server.GetTypes().Where(type => Rooms.Of(type) == "Floor").SelectMany(type => TypeReferences.Of(type).Select(other => (type, other))).ToList();

        Assert.That(known, Is.Not.Empty);
        Assert.That(known.Where(pair => outside.Any(prefix => pair.other.Namespace?.StartsWith(prefix, StringComparison.Ordinal) == true)), Is.Empty);
        Assert.That(known.Where(pair => pair.other == typeof(TimeProvider) || pair.other == typeof(Random)), Is.Empty, "Time and chance come in as arguments.");
        Assert.That(
            Server.GetTypes().Where(type => Rooms.Of(type) == "Floor").SelectMany(Bodies).Where(call => call.Member is MethodInfo { Name: nameof(Guid.NewGuid) }),
            Is.Empty, "Ids come in as arguments.");
    }

    [Test]
    public void Contracts_know_nothing_of_Blazor_and_of_the_server()
    {
        var known = Console.GetTypes().Where(type => Rooms.Of(type) == Rooms.Contracts).SelectMany(TypeReferences.Of).Distinct().ToList();

        Assert.That(known, Is.Not.Empty);
        Assert.That(known.Where(type => type.Namespace is { } name
            && (name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Hotline.Server", StringComparison.Ordinal)
                || name.StartsWith("Hotline.Console", StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void The_console_does_not_reference_the_server() =>
        Assert.That(Console.GetReferencedAssemblies().Select(assembly => assembly.Name), Has.None.EqualTo("Hotline.Server"));

    // Negative controls

    [TestCase(typeof(Samples.KnowsByField), "Ledger")]
    [TestCase(typeof(Samples.KnowsByBody), "Records")]
    [TestCase(typeof(Samples.KnowsByLambda), "Ledger")]
    [TestCase(typeof(Samples.KnowsByAsync), "Ledger")]
    [TestCase(typeof(Samples.KnowsByGenericArgument), "Ledger")]
    [TestCase(typeof(Samples.KnowsByCatch), "Records")]
    public void A_floor_type_that_knows_a_store_is_caught(Type sample, string store)
    {
        var types = typeof(DependencyTests).Assembly.GetTypes().Where(type => type == sample || type.DeclaringType == sample);

        var caught = Rooms.Forbidden(types, type => type.Namespace == typeof(Samples.KnowsByField).Namespace ? "Floor" : Rooms.Of(type));

        Assert.That(caught, Has.Some.Contains($"({store})"));
    }

    [TestCase("Hotline.Server/Floor/X.cs", "using Hotline.Server.Ledger;", true)]
    [TestCase("Hotline.Server/Floor/X.cs", "using Wire = Hotline.Contracts;", true)]
    [TestCase("Hotline.Server/Drill/X.cs", "using static Hotline.Server.Identity.Policies;", true)]
    [TestCase("Hotline.Server/Ledger/X.cs", "using Hotline.Server.Floor;", false)]
    [TestCase("Hotline.Server/Program.cs", "using Hotline.Server.Ledger;", false)]
    public void A_forbidden_using_is_caught_and_an_allowed_one_is_not(string path, string text, bool caught) =>
        Assert.That(ForbiddenUsings(path, text).Any(), Is.EqualTo(caught));

    [Test]
    public void A_cycle_is_caught() => Assert.That(
        Rooms.Cycle(new Dictionary<string, string[]> { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A"] }), Is.EqualTo("A → B → C → A"));

    private static IEnumerable<string> ForbiddenUsings(string path, string text) =>
        from room in path.Split('/') is ["Hotline.Server", var folder, _, ..] ? new[] { folder } : []
        from Match match in Using().Matches(text)
        let other = Rooms.OfNamespace(match.Groups[1].Value)
        where other is not null && other != room && !Rooms.Allows(room, other)
        select $"{path}: {match.Value.Trim()}";

    private static IEnumerable<(System.Reflection.Emit.OpCode Code, MemberInfo Member)> Bodies(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).SelectMany(TypeReferences.Body);

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(Hotline\.[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
