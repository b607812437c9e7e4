using Hotline.Server.Floor;
using Hotline.Server.Triage.Learning;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Triage;

/// <summary>The shipped rule set, for every line and language.</summary>
public sealed class ShippedRules : IActiveRules
{
    public RuleSet Find(LineId line, string language) => RuleSetFile.Shipped;

    public TextModel? Model(RuleSet rules, string language) => null;
}
