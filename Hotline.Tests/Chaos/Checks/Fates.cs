using Hotline.Contracts;
using Hotline.Tests.Chaos.Clients;

namespace Hotline.Tests.Chaos.Checks;

/// <summary>What stores and API say of a contact when all is over.</summary>
/// <param name="Api">Null when the API does not know it.</param>
/// <param name="Recorded">Null when SQL has no row.</param>
/// <param name="Opened">ContactOpened events in SQL's timeline.</param>
/// <param name="Over">ContactClosed and ContactAbandoned events in SQL's timeline.</param>
internal sealed record Ending(Phase? Api, Phase? Recorded, int Opened, int Over);

/// <summary>Every acknowledged contact ends closed, abandoned, waiting or engaged, exactly once, as its clients were told.</summary>
internal static class Fates
{
    /// <summary>Null when all is well; otherwise what was lost.</summary>
    public static string? Fault(Story story, Ending ending)
    {
        if (ending.Api is null) return "acknowledged, and the API does not know it";
        if (ending.Recorded is null) return "acknowledged, and SQL has no row of it";
        if (ending.Api != ending.Recorded) return $"the API says {ending.Api}, SQL says {ending.Recorded}";
        if (ending.Opened != 1) return $"opened {ending.Opened} times in the timeline";
        var over = ending.Recorded is Phase.Closed or Phase.Abandoned;
        if (ending.Over != (over ? 1 : 0)) return $"{ending.Recorded}, and over {ending.Over} times in the timeline";
        if (story.EndedAt is not null && ending.Recorded is not (Phase.Closed or Phase.WrapUp)) return $"its end was acknowledged, and it is {ending.Recorded}";
        if (story.LeftAt is not null && ending.Recorded is not Phase.Abandoned) return $"its leaving was acknowledged, and it is {ending.Recorded}";
        return null;
    }
}
