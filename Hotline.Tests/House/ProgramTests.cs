using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Hotline.Tests.House;

/// <summary>Program.cs is a table of contents.</summary>
public sealed partial class ProgramTests
{
    private const int Longest = 40;

    [Test]
    public void Program_is_a_table_of_contents() =>
        Assert.That(Foreign(File.ReadAllLines(Path.Combine(SourceTree.Root, "Hotline.Server", "Program.cs"))), Is.Empty);

    [TestCase("builder.Services.AddSingleton<object>();")]
    [TestCase("app.MapGet(\"/\", () => 1);")]
    [TestCase("var options = new object();")]
    [TestCase("if (app.Environment.IsDevelopment()) app.UseHsts();")]
    public void A_line_that_does_something_is_caught(string line) => Assert.That(Foreign([line]), Is.EqualTo(new[] { line }));

    [Test]
    public void A_long_one_is_caught() =>
        Assert.That(Foreign([.. Enumerable.Repeat("builder.AddPlatform();", Longest + 1)]), Is.Not.Empty);

    private static IEnumerable<string> Foreign(string[] lines) => lines.Length > Longest
        ? [$"{lines.Length} lines"]
        : lines.Select(line => line.Trim()).Where(line => !Contents().IsMatch(line));

    // Using lines, verbs, the two builders, Add<Room>(), Prepare<Room>() and Map<Room>() without arguments, the run, and how a refused start ends.
    [GeneratedRegex("""
        ^(
            | using\ [\w.]+; | //.* | [{}] | try
            | if\ \(args\ is\ \["[a-z]+",\ \.\..*\]\)\ return\ await\ \w+\.RunAsync\(\w+\); | return\ await\ \w+\.RunAsync\(\w+\);
            | var\ builder\ =\ WebApplication\.CreateBuilder\(.*\); | var\ app\ =\ builder\.Build\(\);
            | builder\.Add\w+\(\); | app\.(Prepare|Map)\w+\(\); | await\ app\.\w*RunAsync\(\);
            | return\ 0; | catch\ \(Exception\ failure\)\ when\ \(StartupErrors\.Explains\(failure\)\)\ \{\ return\ StartupErrors\.Report\(failure\);\ \}
        )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Contents();
}
