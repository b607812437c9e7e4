using System.ComponentModel.DataAnnotations;

namespace Hotline.Server.Triage;

/// <summary>Section <c>Triage</c>.</summary>
public sealed class TriageOptions : IValidatableObject
{
    public const string Section = "Triage";

    /// <summary>Folder whose *.yaml files are added as rule sets within seconds of a change; null: none. They are used once proposed and approved.</summary>
    public string? RuleSetFolder { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RuleSetFolder is { } folder && !Directory.Exists(folder))
            yield return new ValidationResult($"Triage:RuleSetFolder: there is no folder {folder}.", [nameof(RuleSetFolder)]);
    }
}
