using Hotline.Server.Floor;
using Hotline.Server.Records;

namespace Hotline.Server.Triage;

/// <summary>Evidence → score, band, ordered reasons. Pure and deterministic.</summary>
public interface IAssessor
{
    /// <summary>All evidence of a contact in order; unknown kinds and bad values count as unknown.</summary>
    Grade Assess(IReadOnlyList<Evidence> evidence);
}
