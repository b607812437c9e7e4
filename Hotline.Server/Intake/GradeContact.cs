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
}
