using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hotline.Server.Triage.Learning;

/// <summary>Reads lines of JSON with <c>text</c> or <c>posts</c>, and <c>label</c>. What is wrong is said by file and line, never by repeating a text.</summary>
public static class LabelledFile
{
    private const int ShownLabel = 40;

    /// <param name="path">As the user named it; UTF-8.</param>
    /// <param name="labels">From least to most severe.</param>
    public static IReadOnlyList<LabelledText> Read(string path, ImmutableArray<string> labels)
    {
        var texts = new List<LabelledText>();
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(path, new UTF8Encoding(false, throwOnInvalidBytes: true)))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line)) texts.Add(Line(line, labels, string.Create(CultureInfo.InvariantCulture, $"{path} line {number}")));
            }
        }
        catch (DecoderFallbackException broken)
        {
            throw new LearningStoppedException($"{path} is not UTF-8.", broken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LearningStoppedException($"{path} does not exist.", missing);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new LearningStoppedException($"{path} cannot be read: {closed.Message}", closed);
        }

        if (texts.Count == 0) throw new LearningStoppedException($"{path} has no lines.");
        return texts.Any(text => text.Label != texts[0].Label)
            ? texts : throw new LearningStoppedException($"{path} has one label only, {labels[texts[0].Label]}: nothing can be told apart.");
    }

    private static LabelledText Line(string line, ImmutableArray<string> labels, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new LearningStoppedException($"{place}: is not a JSON object.");
            if (!root.TryGetProperty("label", out var named) || named.ValueKind != JsonValueKind.String) throw new LearningStoppedException($"{place}: has no label.");
            var name = named.GetString()!;
            var label = labels.IndexOf(name);
            return label >= 0
                ? new LabelledText(Texts(root, place), label)
                : throw new LearningStoppedException($"{place}: unknown label \"{(name.Length > ShownLabel ? name[..ShownLabel] : name)}\"; known are {string.Join(", ", labels)}.");
        }
        catch (JsonException broken)
        {
            throw new LearningStoppedException($"{place}: is not JSON.", broken);
        }
        catch (InvalidOperationException broken)
        {
            // Half a surrogate pair, escaped.
            throw new LearningStoppedException($"{place}: has a text that is not Unicode.", broken);
        }
    }

    private static string[] Texts(JsonElement root, string place)
    {
        if (root.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String) return [text.GetString()!];
        if (root.TryGetProperty("posts", out var posts) && posts.ValueKind == JsonValueKind.Array && posts.GetArrayLength() > 0
            && posts.EnumerateArray().All(post => post.ValueKind == JsonValueKind.String))
            return [.. posts.EnumerateArray().Select(post => post.GetString()!)];
        throw new LearningStoppedException($"{place}: has neither a text nor posts.");
    }
}
