using Hotline.Server.Floor;

namespace Hotline.Server.Supervision.Alarms;

/// <summary>What does not work as it should, as the consoles are told.</summary>
public interface IDegradedStores
{
    /// <summary>Codes; empty when all is well.</summary>
    IReadOnlyList<string> DegradedOf(LineId line);
}
