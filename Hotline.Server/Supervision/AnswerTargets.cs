using Hotline.Server.Floor;
using Hotline.Server.Lines;
using Hotline.Server.Triage;

namespace Hotline.Server.Supervision;

/// <summary>Within what time a contact is to be answered: as the rule set that grades it says, else as its line does.</summary>
public sealed class AnswerTargets(IActiveRules rules)
{
    /// <param name="language">BCP 47 primary language, lower case; empty when not known.</param>
    public TimeSpan For(Line line, string language, Band band, Channel channel) =>
        rules.Find(line.Id, language).Targets is { } own ? own[band].For(channel)
        : line.Targets.TryGetValue(band, out var target) ? target.For(channel) : LineCheck.LongestTarget;

    public TimeSpan For(Line line, Contact contact) => For(line, contact.Language, contact.Grade.Band, contact.Channel);
}
