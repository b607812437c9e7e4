using System.Diagnostics;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Triage;

namespace Hotline.Server.Intake;

/// <summary>Grades evidence and measures how long that took.</summary>
public sealed class GradeContact(IAssessor assessor, HotlineMeter meter)
{
    public Grade Of(IReadOnlyList<Evidence> evidence)
    {
        var started = Stopwatch.GetTimestamp();
        var grade = assessor.Assess(evidence);
        meter.Triaged(Stopwatch.GetElapsedTime(started));
        return grade;
    }

    /// <summary>Beside the reasons that stand, while the file cannot be read. The new pieces count on from the grade's basis.</summary>
    public Grade Beside(Grade standing, IReadOnlyList<Evidence> news) =>
        Of([.. StandingEvidence.Of(standing), .. news.Select((piece, index) => piece with { Number = (int)standing.Basis + index + 1 })]);
}
