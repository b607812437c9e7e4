using System.Text.Json;
using Hotline.Server.Triage.Learning;
using NUnit.Framework;

namespace Hotline.Tests.Triage.Learning;

/// <summary>The verb from outside: what it writes, and what it says when it cannot.</summary>
[NonParallelizable]
public sealed class TriageVerbTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("hotline-triage-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_model_is_trained_and_then_measured()
    {
        var (train, test) = (Written("train", Invented.OfCharacters(80, 1)), Written("test", Invented.OfCharacters(40, 2)));
        var (model, json) = (At("model.json"), At("figures.json"));

        Assert.That(await Run("triage", "train", "--data", train, "--lang", "zh", "--out", model), Is.EqualTo((0, "")));
        Assert.That(await Run("triage", "eval", "--data", test, "--lang", "zh", "--model", model, "--json", json), Is.EqualTo((0, "")));

        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        var root = figures.RootElement;
        Assert.That(root.GetProperty("n").GetInt32(), Is.EqualTo(40));
        Assert.That(root.GetProperty("accuracy").GetDouble(), Is.GreaterThan(0.9));
        Assert.That(root.GetProperty("classes").GetProperty("high").GetProperty("support").GetInt32(), Is.EqualTo(20));
        Assert.That(root.GetProperty("bands").EnumerateObject().Sum(band => band.Value.GetDouble()), Is.EqualTo(1).Within(1e-9));
        Assert.That(root.GetProperty("graded").GetProperty("f").GetDouble(), Is.GreaterThan(0.9));
        Assert.That(root.GetProperty("model").GetString(), Has.Length.EqualTo(64));
        Assert.That(root.GetProperty("model_only").GetProperty("under_triage").GetDouble(), Is.LessThan(0.2));
        Assert.That(root.GetProperty("trade_off").GetArrayLength(), Is.EqualTo(84));
    }

    [Test]
    public async Task Rules_alone_are_measured_without_a_model()
    {
        var json = At("figures.json");

        Assert.That(await Run("triage", "eval", "--data", Written("test", Invented.OfWords(50, 2)), "--lang", "en", "--labels", "a,b,c,d,e", "--json", json), Is.EqualTo((0, "")));

        using var figures = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        // Invented words say nothing to the rules: the lowest label, and the safe floor.
        Assert.That(figures.RootElement.GetProperty("accuracy").GetDouble(), Is.EqualTo(0.2).Within(1e-9));
        Assert.That(figures.RootElement.GetProperty("bands").GetProperty("moderate").GetDouble(), Is.EqualTo(1));
        Assert.That(figures.RootElement.GetProperty("model_only").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [TestCase("{\"text\":\"甲\",\"label\":\"low\"}\n{\"text\":", "line 2: is not JSON")]
    [TestCase("[1]", "line 1: is not a JSON object")]
    [TestCase("{\"text\":\"甲\"}", "line 1: has no label")]
    [TestCase("{\"text\":\"甲\",\"label\":\"low\"}\n\n{\"text\":\"甲\",\"label\":\"dire\"}", "line 3: unknown label \"dire\"; known are low, high")]
    [TestCase("{\"label\":\"low\"}", "line 1: has neither a text nor posts")]
    [TestCase("{\"posts\":[],\"label\":\"low\"}", "line 1: has neither a text nor posts")]
    [TestCase("{\"posts\":[1],\"label\":\"low\"}", "line 1: has neither a text nor posts")]
    [TestCase("{\"text\":\"\\ud83d\",\"label\":\"low\"}", "line 1: has a text that is not Unicode")]
    [TestCase("{\"text\":\"甲\",\"label\":\"low\"}\n{\"text\":\"乙\",\"label\":\"low\"}", "one label only, low")]
    [TestCase("{\"text\":\"甲\",\"label\":\"low\"}\n{\"text\":\"乙\",\"label\":\"high\"}", "1 texts labelled low; it takes at least 10")]
    [TestCase("", "has no lines")]
    public async Task A_bad_file_stops_with_one_line_that_names_file_and_line(string content, string why)
    {
        var file = At("bad.jsonl");
        await File.WriteAllTextAsync(file, content);

        var (code, said) = await Run("triage", "train", "--data", file, "--lang", "zh", "--out", At("model.json"));

        Assert.That(code, Is.Not.Zero);
        Assert.That(said, Does.Contain(file).And.Contain(why));
        Assert.That(said.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(said, Does.Not.Contain("甲"), "A text is never repeated.");
        Assert.That(File.Exists(At("model.json")), Is.False);
    }

    [Test]
    public async Task What_cannot_be_done_is_said_and_fails()
    {
        var data = Written("data", Invented.OfCharacters(80, 1));
        var model = At("model.json");
        await using (var file = File.Create(model)) Invented.TrainedInEnglish.Save(file);
        var broken = At("broken.json");
        await File.WriteAllTextAsync(broken, "{\"format\":");
        string[] eval = ["triage", "eval", "--data", data, "--lang", "zh"];

        Assert.That(await Run("triage", "eval", "--data", At("none.jsonl"), "--lang", "zh"), Is.EqualTo((2, $"triage: {At("none.jsonl")} does not exist.\n")));
        Assert.That(await Run([.. eval, "--model", At("none.json")]), Is.EqualTo((2, $"triage: {At("none.json")} does not exist.\n")));
        Assert.That(await Run([.. eval, "--model", model]), Is.EqualTo((2, $"triage: {model} is a model for en, not for zh.\n")));
        Assert.That(await Run("triage", "eval", "--data", data, "--lang", "en", "--model", model), Is.EqualTo((2, $"triage: {model} was trained for the labels a,b,c,d,e, not low,high.\n")));
        Assert.That(await Run([.. eval, "--model", broken]), Is.EqualTo((2, $"triage: {broken} is not JSON, or not all of it.\n")));
        Assert.That((await Run([.. eval, "--labels", "low"])).Said, Does.StartWith("triage: --labels must be"));
        Assert.That((await Run([.. eval, "--folds", "1"])).Said, Does.StartWith("triage: --folds must be"));
        Assert.That((await Run("triage", "eval", "--data", data, "--lang", "fr")).Said, Does.StartWith("triage: --lang must be one of zh, en"));
        Assert.That((await Run("triage", "train", "--data", data, "--lang", "zh", "--out", folder)).Code, Is.EqualTo(2));
        Assert.That((await Run("triage")).Code, Is.Not.Zero);
    }

    private string At(string name) => Path.Combine(folder, name);

    private string Written(string name, IReadOnlyList<LabelledText> texts)
    {
        var labels = texts.Max(text => text.Label) > 1 ? Invented.Five : Invented.Two;
        File.WriteAllLines(At(name), texts.Select(text => JsonSerializer.Serialize(new { posts = text.Texts, label = labels[text.Label] })));
        return At(name);
    }

    private static async Task<(int Code, string Said)> Run(params string[] args)
    {
        var (error, output) = (System.Console.Error, System.Console.Out);
        using var said = new StringWriter();
        try
        {
            System.Console.SetError(said);
            System.Console.SetOut(TextWriter.Null);
            return (await TriageVerb.RunAsync(args), said.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            System.Console.SetError(error);
            System.Console.SetOut(output);
        }
    }
}
