using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hotline.Server.Triage.Rules;

/// <summary>Something in a file that does not hold.</summary>
/// <param name="Line">From 1.</param>
public sealed record FileProblem(int Line, int Column, string Reason);

/// <summary>A YAML file as JSON, and where each of its values stands. Of YAML only what JSON can say: no tags, no anchors, no repeated keys.</summary>
internal sealed class YamlAsJson
{
    private const int MostDepth = 32;
    private readonly Dictionary<string, (int Line, int Column)> places = new(StringComparer.Ordinal);

    public JsonNode? Root { get; private init; }
    public FileProblem? Problem { get; private set; }

    /// <summary>The section <c>signals</c> as it stands, by language; lexicons are read from it by their own reader.</summary>
    public IReadOnlyDictionary<string, YamlNode> Signals { get; private init; } = new Dictionary<string, YamlNode>();

    public static YamlAsJson Read(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            using var text = new StringReader(yaml);
            stream.Load(text);
            if (stream.Documents.Count != 1) return Failed(1, 1, "the file must hold one YAML document");
            var made = new YamlAsJson();
            var root = made.Convert(stream.Documents[0].RootNode, "", 0);
            return new YamlAsJson(made.places) { Root = root, Problem = made.Problem, Signals = SignalsOf(stream.Documents[0].RootNode) };
        }
        catch (YamlException wrong)
        {
            return Failed((int)wrong.Start.Line, (int)wrong.Start.Column, wrong.InnerException?.Message ?? wrong.Message);
        }
        catch (InvalidOperationException)
        {
            // How YamlDotNet ends at some files that break off in the middle.
            return Failed(1, 1, "the file is no YAML");
        }
    }

    private static Dictionary<string, YamlNode> SignalsOf(YamlNode root) =>
        root is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode("signals"), out var found) && found is YamlMappingNode languages
            ? languages.Children.Where(language => language.Key is YamlScalarNode).ToDictionary(language => ((YamlScalarNode)language.Key).Value ?? "", language => language.Value, StringComparer.Ordinal)
            : [];

    private YamlAsJson() { }

    private YamlAsJson(Dictionary<string, (int Line, int Column)> known) => places = known;

    /// <summary>Where a value stands; the nearest value around it when it is not there.</summary>
    /// <param name="path">Such as <c>kinds/cssrs.4/yes</c>, or with dots alone, as a schema error has it.</param>
    public FileProblem At(string path, string reason)
    {
        for (var at = Key(path); ; at = at[..Math.Max(0, at.LastIndexOf('.'))])
        {
            if (places.TryGetValue(at, out var place)) return new FileProblem(place.Line, place.Column, reason);
            if (at.Length == 0) return new FileProblem(1, 1, reason);
        }
    }

    // A code has dots of its own; no two values of a rule set come to the same key.
    private static string Key(string path) => path.Trim('/').Replace('/', '.');

    private static YamlAsJson Failed(int line, int column, string reason) => new() { Problem = new FileProblem(line, column, reason) };

    private JsonNode? Convert(YamlNode node, string path, int depth)
    {
        places[Key(path)] = ((int)node.Start.Line, (int)node.Start.Column);
        if (depth > MostDepth)
        {
            Problem ??= At(path, $"nested deeper than {MostDepth}");
            return null;
        }
        switch (node)
        {
            case YamlMappingNode mapping:
                var members = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    var name = (key as YamlScalarNode)?.Value ?? "?";
                    var inner = $"{path}/{name}";
                    members[name] = Convert(value, inner, depth + 1);
                    // The key's place says more than the value's, which may stand on the next line.
                    places[Key(inner)] = ((int)key.Start.Line, (int)key.Start.Column);
                }
                return members;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select((item, index) => Convert(item, $"{path}/{index}", depth + 1))]);
            case YamlScalarNode scalar:
                return Scalar(scalar);
            default:
                Problem ??= At(path, "anchors and aliases are not used here");
                return null;
        }
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return JsonValue.Create(number);
        return text switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            "" or "null" or "~" => null,
            _ => JsonValue.Create(text),
        };
    }
}
