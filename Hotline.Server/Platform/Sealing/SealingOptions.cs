using Microsoft.Extensions.Options;

namespace Hotline.Server.Platform.Sealing;

/// <summary>Section <c>Sealing</c>: where the key-encryption key comes from. Exactly one of the two.</summary>
public sealed class SealingOptions
{
    public const string Section = "Sealing";

    /// <summary>File with 32 random bytes in base64. In Development one is made in the data folder when nothing is set.</summary>
    public string? KeyFile { get; set; }

    /// <summary>32 random bytes in base64; for environments that hand secrets over as variables.</summary>
    public string? Key { get; set; }

    /// <summary>Set by the server in Development only.</summary>
    internal bool MakeKeyFile { get; set; }
}

/// <summary>Reports every fault at once, naming the setting; never the key.</summary>
internal sealed class ValidateSealing : IValidateOptions<SealingOptions>
{
    public ValidateOptionsResult Validate(string? name, SealingOptions options)
    {
        List<string> faults = [];
        var hasKey = !string.IsNullOrWhiteSpace(options.Key);
        var hasFile = !string.IsNullOrWhiteSpace(options.KeyFile);
        if (!hasKey && !hasFile)
            faults.Add("Sealing:KeyFile (or Sealing:Key) must be set: 32 random bytes in base64, such as from 'openssl rand -base64 32'. Without it personal data cannot be sealed.");
        if (hasKey && hasFile)
            faults.Add("Sealing:KeyFile and Sealing:Key are both set: keep one.");
        if (hasKey && !SealingKeyFile.IsKey(options.Key!))
            faults.Add("Sealing:Key must be 32 bytes in base64.");
        if (hasFile && FaultOf(options) is { } fault)
            faults.Add(fault);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? FaultOf(SealingOptions options)
    {
        try
        {
            if (!File.Exists(options.KeyFile)) return options.MakeKeyFile ? null : $"Sealing:KeyFile: there is no file {options.KeyFile}.";
            return SealingKeyFile.IsKey(File.ReadAllText(options.KeyFile)) ? null : $"Sealing:KeyFile: {options.KeyFile} does not hold 32 bytes in base64.";
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return $"Sealing:KeyFile: {options.KeyFile} cannot be read ({failed.GetType().Name}).";
        }
    }
}
