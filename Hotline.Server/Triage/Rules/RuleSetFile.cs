using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hotline.Server.Floor;
using Hotline.Server.Triage.Signals;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Hotline.Server.Triage.Rules;

/// <summary>What reading a file came to: a rule set, or all that is wrong with it.</summary>
public sealed record RuleSetReading(RuleSet? Rules, IReadOnlyList<FileProblem> Problems);

/// <summary>Rule sets from YAML: checked against the published schema, then for what a schema cannot say, then compiled.</summary>
public static class RuleSetFile
{
    /// <summary>The published JSON schema (draft 7), as text.</summary>
    public static readonly string SchemaText = Resource("rule-set.schema.json");

    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(SchemaText).GetAwaiter().GetResult();
    private static readonly Lazy<RuleSet> ShippedSet = new(() =>
    {
        var reading = Read(Whole());
        return reading.Rules ?? throw new InvalidOperationException($"The shipped rule set is broken: {reading.Problems[0]}");
    });

    /// <summary>The set that holds on a line for which no other was activated.</summary>
    public static RuleSet Shipped => ShippedSet.Value;

    /// <summary>Most characters of a file.</summary>
    public const int MostCharacters = 2_000_000;

    public static RuleSetReading Read(string yaml)
    {
        if (yaml.Length > MostCharacters) return new(null, [new(1, 1, $"the file is longer than {MostCharacters} characters")]);
        var file = YamlAsJson.Read(yaml);
        if (file.Problem is { } broken) return new(null, [broken]);
        var wrong = Schema.Validate(file.Root?.ToJsonString() ?? "null").SelectMany(Leaves).Select(error => file.At(Pointer(error.Path), Say(error))).ToList();
        if (wrong.Count > 0) return new(null, InOrder(wrong));

        RuleSetDocument document;
        try
        {
            document = file.Root.Deserialize<RuleSetDocument>(RuleSetDocument.Json)!;
        }
        catch (JsonException unread)
        {
            return new(null, [file.At(Pointer(unread.Path?.TrimStart('$')), unread.Message)]);
        }
        var problems = RuleSetCheck.Of(document).Select(problem => file.At(problem.Path, problem.Reason)).ToList();
        var lexicons = Lexicons(file, document, problems);
        return problems.Count > 0 ? new(null, InOrder(problems)) : new(Compile(document, lexicons, yaml), []);
    }

    private static List<SignalLexicon> Lexicons(YamlAsJson file, RuleSetDocument document, List<FileProblem> problems)
    {
        var lexicons = new List<SignalLexicon>();
        foreach (var (language, node) in file.Signals)
        {
            try
            {
                var lexicon = SignalLexicon.Parse(node);
                lexicons.Add(lexicon);
                if (lexicon.Language != language) problems.Add(file.At($"signals/{language}/language", $"the lexicon says '{lexicon.Language}'"));
                problems.AddRange(lexicon.Kinds.Where(kind => !document.Kinds.ContainsKey(kind.Code)).Select(kind => file.At($"signals/{language}/kinds/{kind.Code}", $"'{kind.Code}' is no kind of this file")));
            }
            catch (LexiconException wrong)
            {
                problems.Add(new FileProblem((int)wrong.Line, (int)wrong.Column, wrong.Reason));
            }
        }
        return lexicons;
    }

    /// <summary>The shipped set with its lexicons, as one file.</summary>
    private static string Whole()
    {
        var whole = new StringBuilder(Resource("hotline.yaml")).AppendLine().AppendLine("signals:");
        foreach (var language in new[] { "en", "zh" })
        {
            whole.Append("  ").Append(language).AppendLine(":");
            foreach (var line in Resource($"signals.{language}.yaml").Split('\n')) whole.Append(line.Length == 0 ? "" : "    ").AppendLine(line.TrimEnd('\r'));
        }
        return whole.ToString().ReplaceLineEndings("\n");
    }

    private static IReadOnlyList<FileProblem> InOrder(IEnumerable<FileProblem> problems) => [.. problems.Distinct().OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    private static RuleSet Compile(RuleSetDocument document, List<SignalLexicon> lexicons, string yaml)
    {
        var kinds = document.Kinds.Select(kind => Kind(kind.Key, kind.Value, document)).ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);
        return new RuleSet
        {
            Name = document.Name,
            Title = document.Title,
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))),
            Yaml = yaml,
            Bands = document.Bands,
            SafeFloor = new Weight(document.SafeFloor, 0),
            UnsureBelow = document.UnsureBelow,
            CreditPerPoint = TimeSpan.FromSeconds(document.Queue.CreditSecondsPerPoint),
            Order = document.Queue.Order,
            Targets = document.Targets?.ToImmutableDictionary(
                target => Enum.Parse<Band>(target.Key, ignoreCase: true),
                target => new AnswerWithin(TimeSpan.FromSeconds(target.Value.Voice), TimeSpan.FromSeconds(target.Value.Other))),
            Night = document.Night is { } night ? new NightHours(TimeOnly.ParseExact(night.From, "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(night.Until, "HH:mm", CultureInfo.InvariantCulture)) : null,
            Kinds = kinds,
            Signals = new TextSignals(lexicons),
            Models = (document.Models ?? []).ToFrozenDictionary(StringComparer.Ordinal),
            Combinations = [.. (document.Together ?? []).Select(pair => new Combination(
                pair.Key, pair.Value.Label, pair.Value.Source, [.. pair.Value.All], [.. pair.Value.Any ?? []], new Weight(pair.Value.Alone, pair.Value.Beside)))],
            Open = [.. (document.Open ?? []).Select(pair => new OpenQuestion(
                pair.Key, pair.Value.Label, pair.Value.Source, [.. pair.Value.When], [.. pair.Value.Is], [.. pair.Value.Unanswered], pair.Value.UnclearToo, new Weight(pair.Value.Alone, pair.Value.Beside)))],
            Instruments = [.. (document.Instruments ?? []).Select(pair => new Instrument(pair.Key, pair.Value.Title, pair.Value.Source,
                [.. pair.Value.Questions.Select(question => new Question(question.Kind, question.Ask, [.. question.OnlyIf?.Any ?? []], [.. question.OnlyIf?.Is ?? []]))]))],
        };
    }

    private static EvidenceKind Kind(string code, RuleSetDocument.KindPart kind, RuleSetDocument document)
    {
        var range = kind.Number is { } number
            ? new NumberRange(number.From, number.To, [.. number.Steps.Select(step => new WeightStep(step.At, new Weight(step.Alone, step.Beside)))], number.Linear, number.HoldsFrom ?? number.From + 1, number.ClearsBelow)
            : null;
        var heaviest = range?.Steps[^1].Weight ?? (kind.Yes is { } yes ? new Weight(yes.Alone, yes.Beside) : Weight.None);
        return new EvidenceKind
        {
            Code = code,
            Label = kind.Label,
            Source = kind.Source,
            Number = range,
            Yes = heaviest,
            // Never heavier than a yes, so that an answer which turns out to be yes never lowers.
            Unknown = heaviest.Alone >= document.Bands.Moderate ? new Weight(document.SafeFloor, 0) : Weight.None,
            Clears = kind.Clears,
            Eases = kind.Eases,
        };
    }

    // Inner errors name the member; the outer one only that something inside is wrong.
    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError child && child.Errors.Count > 0 ? child.Errors.SelectMany(inner => inner.Value).SelectMany(Leaves) : [error];

    private static string Pointer(string? path) => (path ?? "").TrimStart('#').Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).TrimStart('.', '/');

    private static string Say(ValidationError error)
    {
        var name = error.Property is { Length: > 0 } property ? $"'{property}'" : "this";
        return error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => $"{name} is missing",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"{name} is no member the schema knows",
            ValidationErrorKind.IntegerExpected => $"{name} must be a whole number",
            ValidationErrorKind.StringExpected => $"{name} must be a text",
            ValidationErrorKind.BooleanExpected => $"{name} must be true or false",
            ValidationErrorKind.ObjectExpected => $"{name} must be a mapping",
            ValidationErrorKind.ArrayExpected => $"{name} must be a list",
            ValidationErrorKind.NumberTooBig => $"{name} is greater than the schema allows ({error.Schema.Maximum})",
            ValidationErrorKind.NumberTooSmall => $"{name} is less than the schema allows ({error.Schema.Minimum})",
            ValidationErrorKind.PatternMismatch => $"{name} does not match {error.Schema.Pattern}",
            ValidationErrorKind.NotInEnumeration => $"{name} is none of {string.Join(", ", error.Schema.Enumeration)}",
            _ => $"{name}: {error.Kind}",
        };
    }

    private static string Resource(string name)
    {
        using var stream = typeof(RuleSetFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
