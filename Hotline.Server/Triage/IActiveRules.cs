using Hotline.Server.Floor;
using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage;

/// <summary>The rule sets that grade contacts now, held in memory.</summary>
public interface IActiveRules
{
    /// <summary>Of a line and a language: the one activated for both, else the line's, else the shipped one.</summary>
    /// <param name="language">BCP 47 primary language, lower case; empty when not known.</param>
    RuleSet Find(LineId line, string language);

    /// <summary>The learned text model a rule set names for a language; null when it names none or it is not kept.</summary>
    TextModel? Model(RuleSet rules, string language);
}
