using YamlDotNet.RepresentationModel;

namespace Hotline.Server.Triage.Signals;

/// <summary>Asks a YAML node for what it should be, and says where it is not.</summary>
internal static class YamlParts
{
    public static LexiconException Fault(YamlNode node, string reason) => new(node.Start.Line, node.Start.Column, reason);

    public static YamlMappingNode Map(YamlNode node) => node as YamlMappingNode ?? throw Fault(node, "Named entries are expected.");

    public static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw Fault(node, "A text is expected.");

    public static IEnumerable<YamlNode> List(YamlNode node) => node as YamlSequenceNode ?? throw Fault(node, "A list is expected.");

    public static YamlNode Needed(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(name, out var node) ? node : throw Fault(map, $"\"{name}\" is missing.");

    /// <summary>Entries of a section that may be missing.</summary>
    public static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Entries(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(name, out var node) ? Map(node).Children : [];

    /// <summary>Items of a list that may be missing.</summary>
    public static IEnumerable<YamlNode> Texts(YamlMappingNode map, string name) => map.Children.TryGetValue(name, out var node) ? List(node) : [];

    public static void OnlyKnown(YamlMappingNode map, params string[] known)
    {
        foreach (var (key, _) in map.Children)
            if (!known.Contains(Text(key))) throw Fault(key, $"\"{Text(key)}\" is not known here; known are {string.Join(", ", known)}.");
    }
}
