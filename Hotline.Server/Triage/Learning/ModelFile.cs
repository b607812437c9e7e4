using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hotline.Server.Triage.Learning;

/// <summary>Not a model, an altered one, or one of another format.</summary>
public sealed class ModelFormatException : Exception
{
    public ModelFormatException()
    {
    }

    public ModelFormatException(string message)
        : base(message)
    {
    }

    public ModelFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A model as JSON. The same model is the same bytes; the hash is over those bytes without the hash.</summary>
internal static class ModelFile
{
    public const string Format = "hotline-text-model/1";

    // No gram can end a script or an attribute: the file is never a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TextModel Read(Stream stream)
    {
        try
        {
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.GetString() != Format)
                throw new ModelFormatException($"is no text model of the format {Format}");
            var content = ReadContent(root);
            if (ModelCheck.Fault(content) is { } fault) throw new ModelFormatException(fault);
            var hash = HashOf(content);
            return root.GetProperty("hash").GetString() == hash ? new TextModel(content, hash) : throw new ModelFormatException("was altered: its hash is not that of its content");
        }
        catch (JsonException broken)
        {
            throw new ModelFormatException("is not JSON, or not all of it", broken);
        }
        catch (Exception broken) when (broken is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new ModelFormatException("lacks a part of a text model, or has one of the wrong kind", broken);
        }
    }

    public static void Write(TextModel model, Stream stream) => WriteContent(stream, model.Content, model.Hash);

    public static TextModel Make(ModelContent content) => new(content, HashOf(content));

    private static string HashOf(ModelContent content)
    {
        using var bytes = new MemoryStream();
        WriteContent(bytes, content, null);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void WriteContent(Stream stream, ModelContent content, string? hash)
    {
        using var json = new Utf8JsonWriter(stream, Plain);
        json.WriteStartObject();
        json.WriteString("format", Format);
        if (hash is not null) json.WriteString("hash", hash);
        json.WriteString("language", content.Language);
        json.WriteStartArray("labels");
        foreach (var label in content.Labels) json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteStartArray("cut_points");
        foreach (var cut in content.CutPoints) json.WriteNumberValue(cut);
        json.WriteEndArray();
        json.WriteStartObject("training");
        json.WriteNumber("texts", content.Training.Texts);
        json.WriteNumber("folds", content.Training.Folds);
        json.WriteNumber("seed", content.Training.Seed);
        json.WriteStartObject("figures");
        foreach (var (name, figure) in content.Training.Figures) json.WriteNumber(name, figure);
        json.WriteEndObject();
        json.WriteEndObject();
        WriteKnots(json, "score", content.Tables.Score);
        WriteKnots(json, "probability", content.Tables.Probability);
        json.WriteNumber("bias", content.Weights.Bias);
        WriteWeights(json, "measures", content.Weights.Measures);
        var recipe = Recipe.Of(content.Language)!;
        for (var view = 0; view < recipe.Views.Length; view++) WriteWeights(json, recipe.Views[view].Name, content.Weights.Views[view]);
        json.WriteEndObject();
    }

    private static void WriteKnots(Utf8JsonWriter json, string name, ImmutableArray<Knot> knots)
    {
        json.WriteStartArray(name);
        foreach (var knot in knots)
        {
            json.WriteStartArray();
            json.WriteNumberValue(knot.At);
            json.WriteNumberValue(knot.Value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteWeights(Utf8JsonWriter json, string name, ImmutableArray<NamedWeight> weights)
    {
        json.WriteStartObject(name);
        foreach (var weight in weights) json.WriteNumber(weight.Name, weight.Weight);
        json.WriteEndObject();
    }

    private static ModelContent ReadContent(JsonElement root)
    {
        var language = root.GetProperty("language").GetString() ?? "";
        var recipe = Recipe.Of(language) ?? throw new ModelFormatException(string.Create(CultureInfo.InvariantCulture, $"is for a language that cannot be scored; these can: {string.Join(", ", Recipe.Languages)}"));
        var training = root.GetProperty("training");
        return new ModelContent(
            language,
            [.. root.GetProperty("labels").EnumerateArray().Select(label => label.GetString() ?? "")],
            [.. root.GetProperty("cut_points").EnumerateArray().Select(cut => cut.GetInt32())],
            new TrainingFigures(
                training.GetProperty("texts").GetInt32(), training.GetProperty("folds").GetInt32(), training.GetProperty("seed").GetInt32(),
                training.GetProperty("figures").EnumerateObject().ToImmutableSortedDictionary(figure => figure.Name, figure => figure.Value.GetInt32(), StringComparer.Ordinal)),
            new ModelTables(Knots(root.GetProperty("score")), Knots(root.GetProperty("probability"))),
            new ModelWeights(
                root.GetProperty("bias").GetInt64(), Weights(root.GetProperty("measures")),
                [.. recipe.Views.Select(view => Weights(root.GetProperty(view.Name)))]));
    }

    private static ImmutableArray<Knot> Knots(JsonElement table) =>
        [.. table.EnumerateArray().Select(knot => knot.GetArrayLength() == 2 ? new Knot(knot[0].GetInt64(), knot[1].GetInt32()) : throw new FormatException())];

    private static ImmutableArray<NamedWeight> Weights(JsonElement weights) =>
        [.. weights.EnumerateObject().Select(weight => new NamedWeight(weight.Name, weight.Value.GetInt32()))];
}
