using Hotline.Contracts;

namespace Hotline.Console.Parts;

/// <summary>A band about to be set by a person.</summary>
public sealed class BandDraft
{
    public const int ShortestReason = 3;
    public const int LongestReason = 500;

    public Band? Band { get; set; }
    public string Reason { get; set; } = "";

    /// <summary>Key of what is missing; null when it can be set.</summary>
    public string? Missing() =>
        Band is null ? "band.missing"
        : Reason.Trim().Length is < ShortestReason or > LongestReason ? "order.missing.reason"
        : null;
}
