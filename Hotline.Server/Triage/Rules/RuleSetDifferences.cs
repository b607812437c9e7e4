using System.Text.Json.Nodes;

namespace Hotline.Server.Triage.Rules;

/// <param name="Before">Null when it is new.</param>
/// <param name="After">Null when it is gone.</param>
public sealed record RuleDifference(string Path, string? Before, string? After);

/// <summary>What two rule-set files say differently; order of members and comments are no difference.</summary>
public static class RuleSetDifferences
{
    public static IReadOnlyList<RuleDifference> Between(string before, string after)
    {
        var (old, now) = (Leaves(before), Leaves(after));
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(path => new RuleDifference(path, old.GetValueOrDefault(path), now.GetValueOrDefault(path)))
            .Where(difference => difference.Before != difference.After)];
    }

    private static Dictionary<string, string> Leaves(string yaml)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(YamlAsJson.Read(yaml).Root, "", leaves);
        return leaves;
    }

    private static void Walk(JsonNode? node, string path, Dictionary<string, string> leaves)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members) Walk(value, path.Length == 0 ? name : $"{path}/{name}", leaves);
                break;
            case JsonArray items when items.All(item => item is JsonValue):
                leaves[path] = string.Join(", ", items.Select(item => item!.ToString()));
                break;
            case JsonArray items:
                for (var at = 0; at < items.Count; at++) Walk(items[at], $"{path}/{at + 1}", leaves);
                break;
            case not null:
                leaves[path] = node.ToString();
                break;
        }
    }
}
