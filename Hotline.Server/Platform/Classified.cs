using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;

namespace Hotline.Server.Platform;

/// <summary>Classes of data that never reach a log.</summary>
public static class Classified
{
    /// <summary>Anything that says who a person is or what they said: names, numbers, user names, addresses, texts.</summary>
    public static DataClassification PersonalData { get; } = new("Hotline", "PersonalData");

    internal static IServiceCollection AddRedactionOfPersons(this IServiceCollection services) => services.AddRedaction(redaction =>
    {
        redaction.SetRedactor<ErasingRedactor>(new DataClassificationSet(PersonalData));
        // A class nobody has thought of is erased as well.
        redaction.SetFallbackRedactor<ErasingRedactor>();
    });
}

/// <summary>Marks a [LoggerMessage] parameter as personal data: it is erased before it reaches any log.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class OfPersonAttribute() : DataClassificationAttribute(Classified.PersonalData);
