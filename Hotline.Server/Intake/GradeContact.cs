using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hotline.Server.Floor;
using Hotline.Server.Records;
using Hotline.Server.Triage;

namespace Hotline.Server.Intake;

/// <summary>Grades evidence and measures how long that took.</summary>
public sealed class GradeContact
{
    private readonly IAssessor assessor;
    private readonly Histogram<double> duration;

    public GradeContact(IAssessor assessor, IMeterFactory meters)
    {
        this.assessor = assessor;
        duration = meters.Create("Hotline").CreateHistogram<double>("hotline.triage.duration", "s", "Time of one assessment");
    }

    public Grade Of(IReadOnlyList<Evidence> evidence)
    {
        var started = Stopwatch.GetTimestamp();
        var grade = assessor.Assess(evidence);
        duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        return grade;
    }
}
