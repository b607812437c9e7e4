using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.House;

/// <summary>Names say what a thing does; files stay short enough to be read.</summary>
public sealed partial class NamingTests
{
    private const int LongestFile = 200;
    private const int LongestScript = 120;

    private static readonly string[] Banned = ["Manager", "Helper", "Helpers", "Utils", "Utility", "Utilities", "Service", "Common", "Base", "Impl", "Info"];

    private static readonly Type[] Ours =
    [
        .. new[] { typeof(Hotline.Server.Floor.Contact), typeof(Wire.DeskView), typeof(NamingTests) }.SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Hotline.", StringComparison.Ordinal) == true && type.Namespace != typeof(Samples.QueueManager).Namespace)
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<', StringComparison.Ordinal)),
    ];

    [Test]
    public void No_type_bears_a_word_that_says_nothing() => Assert.That(Ours.SelectMany(Empty), Is.Empty);

    [Test]
    public void No_type_is_named_as_the_last_part_of_its_namespace() => Assert.That(Ours.Where(IsNamedAsItsRoom), Is.Empty);

    [Test]
    public void No_file_is_longer_than_a_reader_can_hold()
    {
        var code = SourceTree.Files("Hotline.Server", "*.cs").Concat(SourceTree.Files("Hotline.Console", "*.cs")).Concat(SourceTree.Files("Hotline.Console", "*.razor"))
            .Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal)).ToList();
        var scripts = SourceTree.Files("Hotline.Server", "*.lua").ToList();

        Assert.That(code, Is.Not.Empty);
        Assert.That(scripts, Is.Not.Empty);
        Assert.That(TooLong(code, LongestFile).Concat(TooLong(scripts, LongestScript)), Is.Empty);
    }

    [Test]
    public void Every_namespace_is_its_folder() => Assert.That(
        SourceTree.Files("Hotline.Server", "*.cs").Where(path => !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(path => Misplaced(SourceTree.Relative(path), File.ReadAllText(path))).OfType<string>(), Is.Empty);

    // Negative controls

    [TestCase(typeof(Samples.QueueManager))]
    [TestCase(typeof(Samples.CallInfo))]
    public void An_empty_word_is_caught(Type sample) => Assert.That(Empty(sample), Is.Not.Empty);

    [Test]
    public void A_word_that_only_contains_one_is_not_caught() => Assert.That(Empty(typeof(Baseline)), Is.Empty);

    [Test]
    public void A_type_named_as_its_room_is_caught() => Assert.That(IsNamedAsItsRoom(typeof(Samples.Samples)), Is.True);

    [TestCase("Hotline.Server/Intake/X.cs", "namespace Hotline.Server.Triage;", true)]
    [TestCase("Hotline.Server/Records/Model/X.cs", "namespace Hotline.Server.Records.Model;", false)]
    public void A_misplaced_file_is_caught(string path, string text, bool caught) => Assert.That(Misplaced(path, text) is not null, Is.EqualTo(caught));

    [Test]
    public void A_long_file_is_caught() => Assert.That(TooLong([Path.Combine(SourceTree.Root, "Directory.Packages.props")], 3), Is.Not.Empty);

    private static IEnumerable<string> Empty(Type type) =>
        Words().Matches(type.Name).Select(match => match.Value).Intersect(Banned).Select(word => $"{type.FullName}: {word}");

    private static bool IsNamedAsItsRoom(Type type) => !type.IsNested && type.Namespace!.Split('.')[^1] == type.Name;

    private static IEnumerable<string> TooLong(IEnumerable<string> paths, int most) =>
        paths.Select(path => (path, lines: File.ReadLines(path).Count())).Where(file => file.lines > most).Select(file => $"{SourceTree.Relative(file.path)}: {file.lines} lines");

    private static string? Misplaced(string path, string text)
    {
        var wanted = string.Join('.', path.Split('/')[..^1]);
        return Namespace().Match(text) is { Success: true } found && found.Groups[1].Value != wanted ? $"{path}: {found.Groups[1].Value}" : null;
    }

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    private sealed class Baseline;
}
