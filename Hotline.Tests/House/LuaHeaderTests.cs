using System.Globalization;
using System.Text.RegularExpressions;
using Hotline.Server.Ledger;
using NUnit.Framework;

namespace Hotline.Tests.House;

/// <summary>A script's header says its purpose, guarantee, keys, arguments and answers, and says them truly.</summary>
public sealed partial class LuaHeaderTests
{
    private static readonly string[] Sections = ["Purpose", "Guarantee", "KEYS", "ARGV", "Returns"];

    private static IEnumerable<string> Scripts() => SourceTree.Files("Hotline.Server", "*.lua").Select(SourceTree.Relative);

    [TestCaseSource(nameof(Scripts))]
    public void A_header_says_what_the_script_does(string path) => Assert.That(Lies(File.ReadAllText(Path.Combine(SourceTree.Root, path))), Is.Empty);

    [TestCaseSource(nameof(Scripts))]
    public void A_script_is_embedded_and_loaded_by_name(string path)
    {
        using var stream = typeof(LuaScripts).Assembly.GetManifestResourceStream(Path.GetFileName(path));
        Assert.That(stream, Is.Not.Null);
        var name = Path.GetFileNameWithoutExtension(path);
        Assert.That(typeof(LuaScripts).GetFields().Select(field => field.Name), Has.Some.EqualTo(name).IgnoreCase);
    }

    [TestCase("KEYS: 1 lease STRING", "KEYS: 1 lease STRING, 2 spare", "KEYS[2] is never used")]
    [TestCase("ARGV: 1 holder", "ARGV: none", "ARGV[1] is not declared")]
    [TestCase("ARGV: 1 holder", "ARGV: 1 holder, 2 life", "ARGV[2] is never used")]
    [TestCase("-- Guarantee: only its holder's", "-- ", "no Guarantee")]
    [TestCase("return 0", "return", "returns nothing, against its header")]
    public void A_header_that_lies_is_caught(string truth, string lie, string finding)
    {
        const string Script = """
            -- Purpose: gives a lease up.
            -- Guarantee: only its holder's.
            -- KEYS: 1 lease STRING
            -- ARGV: 1 holder
            -- Returns: 1 given up, 0 not
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('DEL', KEYS[1])
            return 1
            """;
        Assert.That(Lies(Script), Is.Empty);

        Assert.That(Lies(Script.Replace(truth, lie, StringComparison.Ordinal)), Has.Some.EqualTo(finding));
    }

    private static IEnumerable<string> Lies(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var header = string.Join('\n', lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)));
        var body = string.Join('\n', lines.Skip(header.Split('\n').Length).Select(line => Comment().Replace(line, "")));
        foreach (var section in Sections.Where(section => Section(header, section) is null))
            yield return "no " + section;
        foreach (var table in new[] { "KEYS", "ARGV" })
        {
            var declared = Declared(Section(header, table) ?? "");
            var used = Indexed().Matches(body).Where(match => match.Groups[1].Value == table).Select(match => Number(match.Groups[2].Value)).ToHashSet();
            // An index that is computed reaches what the header describes as counted groups.
            var computed = Regex.IsMatch(body, table + @"\[[^\]\d]");
            foreach (var number in used.Except(declared).Order())
                yield return $"{table}[{number}] is not declared";
            foreach (var number in declared.Except(used).Order().Where(_ => !computed))
                yield return $"{table}[{number}] is never used";
            if (!declared.Order().SequenceEqual(Enumerable.Range(1, declared.Count)))
                yield return $"{table} is not numbered from 1 without a gap";
        }

        if (Regex.IsMatch(body, @"\breturn\s*(\n|$|end)"))
            yield return "returns nothing, against its header";
        if (!body.TrimEnd().Split('\n')[^1].TrimStart().StartsWith("return ", StringComparison.Ordinal))
            yield return "does not end with an answer";
    }

    /// <summary>The text of a section, with its continuation lines; null when it is not there.</summary>
    private static string? Section(string header, string name)
    {
        var found = Regex.Match(header, $@"^-- {name}: (.*(?:\n--   .*)*)", RegexOptions.Multiline);
        return found.Success ? found.Groups[1].Value : null;
    }

    // "1 epoch, 2 command id, … 8 number of reads": a number at the start or after a comma or semicolon.
    private static HashSet<int> Declared(string section) => [.. Item().Matches(section).Select(match => Number(match.Groups[1].Value))];

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(KEYS|ARGV)\[(\d+)\]")]
    private static partial Regex Indexed();

    [GeneratedRegex(@"(?:^|[,;]\s*(?:--\s+)?)(\d+) [a-z]")]
    private static partial Regex Item();

    [GeneratedRegex("--.*$")]
    private static partial Regex Comment();
}
