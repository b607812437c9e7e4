using System.Diagnostics;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Hotline.Server.Records;
using Hotline.Server.Triage;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Intake;

/// <summary>Grades evidence by the rules that are active for its line and language, and measures how long that took.</summary>
public sealed class GradeContact(IActiveRules rules, HotlineMeter meter)
{
    public IActiveRules Rules => rules;

    public Grade Of(LineId line, string language, IReadOnlyList<Evidence> evidence)
    {
        var started = Stopwatch.GetTimestamp();
        var grade = rules.Find(line, language).Assess(evidence);
        meter.Triaged(Stopwatch.GetElapsedTime(started));
        return grade;
    }

    /// <summary>What the texts of a contact say. The reading is measured with the grading that follows.</summary>
    public IReadOnlyList<Evidence> OfTexts(LineId line, string language, IReadOnlyList<GivenText> texts)
    {
        var active = rules.Find(line, language);
        return texts.Count == 0 ? [] : ReadTexts.Of(active, rules.Model(active, language), language, texts);
    }

    /// <summary>Beside the reasons that stand, while the file cannot be read. The new pieces count on from the grade's basis.</summary>
    public Grade Beside(LineId line, Contact standing, IReadOnlyList<Evidence> news) => Of(line, standing.Language,
        [.. StandingEvidence.Of(rules.Find(line, standing.Language), standing.Grade), .. news.Select((piece, index) => piece with { Number = (int)standing.Grade.Basis + index + 1 })]);
}
