using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Server.Floor;

namespace Hotline.Server.Triage.Learning;

/// <summary>What was evaluated.</summary>
/// <param name="Model">Hash of the model; null when there was none or one a fold.</param>
/// <param name="Folds">0 without cross-validation.</param>
public sealed record EvaluatedFile(string Language, string RuleSet, string? Model, int Folds, int Seed);

/// <summary>The report as JSON; shares are numbers from 0 to 1.</summary>
internal static class EvaluationJson
{
    private static readonly JsonSerializerOptions Shape = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(EvaluationReport report, EvaluatedFile file)
    {
        var json = Way(report.Whole, report);
        json["language"] = file.Language;
        json["rule_set"] = file.RuleSet;
        json["model"] = file.Model;
        json["folds"] = file.Folds;
        json["seed"] = file.Seed;
        json["labels"] = Array(report.Labels, label => JsonValue.Create(label));
        json["cut_points"] = report.CutPoints is { } cuts ? Array(cuts, cut => JsonValue.Create(cut)) : null;
        json["rules_only"] = Way(report.RulesAlone, report);
        json["model_only"] = report.ModelAlone is { } model ? Way(model, report) : null;
        json["calibration"] = report.Calibration is { } calibration
            ? new JsonObject
            {
                ["expected_error"] = calibration.ExpectedError,
                ["rows"] = Array(calibration.Rows, row => new JsonObject { ["from"] = row.From, ["to"] = row.To, ["n"] = row.Texts, ["said"] = row.Said, ["was"] = row.Was }),
            }
            : null;
        json["trade_off"] = Array(report.TradeOff, row => new JsonObject { ["threshold"] = row.Threshold, ["severe_missed"] = row.Missed, ["others_raised"] = row.Raised });
        return json.ToJsonString(Shape) + "\n";
    }

    private static JsonObject Way(WayFigures way, EvaluationReport report) => new()
    {
        ["n"] = way.Labels.Texts,
        ["accuracy"] = way.Labels.Accuracy,
        ["off_by_more_than_one"] = way.Labels.OffByMoreThanOne,
        ["under_triage"] = way.UnderTriage,
        ["severe_low"] = way.SevereLow,
        ["bands"] = Bands(way.Bands),
        ["bands_without_safe_floor"] = Bands(way.SpokenBands),
        ["graded"] = new JsonObject { ["precision"] = way.Labels.Graded.Precision, ["recall"] = way.Labels.Graded.Recall, ["f"] = way.Labels.Graded.F },
        ["classes"] = new JsonObject(way.Labels.Classes.Select(one => KeyValuePair.Create<string, JsonNode?>(
            one.Label, new JsonObject { ["precision"] = one.Precision, ["recall"] = one.Recall, ["f1"] = one.F1, ["support"] = one.Support }))),
        ["confusion"] = new JsonObject(report.Labels.Select((truth, i) => KeyValuePair.Create<string, JsonNode?>(
            truth, new JsonObject(report.Labels.Select((given, j) => KeyValuePair.Create<string, JsonNode?>(given, way.Labels.Confusion[i][j])))))),
    };

    private static JsonObject Bands(IReadOnlyList<double> shares) =>
        new(Enum.GetValues<Band>().Select(band => KeyValuePair.Create<string, JsonNode?>(band.ToString().ToLowerInvariant(), shares[(int)band])));

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);
}
