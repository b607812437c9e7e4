using Hotline.Contracts;

namespace Hotline.Tests.Partners;

/// <summary>How a simulated partner behaves.</summary>
/// <param name="Secret">Of both directions.</param>
/// <param name="Server">Where it reports back to; null = it does not.</param>
internal sealed record SimulatorSettings(byte[] Secret, Uri? Server = null, string Line = "demo", string PartnerId = "police")
{
    public FaultPlan Plan { get; init; } = FaultPlan.Faultless;

    /// <summary>0 = any free one.</summary>
    public int Port { get; init; }

    /// <summary>Before each report.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How late a slow answer is.</summary>
    public TimeSpan SlowBy { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What 429 asks for, whole seconds.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>Before a report that was not taken is sent again.</summary>
    public TimeSpan AgainAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a report is tried in all.</summary>
    public int MostTries { get; init; } = 100;

    /// <summary>What it reports, in the order in which it happens.</summary>
    public IReadOnlyList<PartnerReport> Story { get; init; } =
        [PartnerReport.Accepted, PartnerReport.Dispatched, PartnerReport.EnRoute, PartnerReport.OnScene, PartnerReport.ContactMade, PartnerReport.Closed];
}
