using Hotline.Server.Floor;

namespace Hotline.Server.Ledger;

/// <summary>Which lines there are and the rules of each; given by the room that keeps the lines.</summary>
public interface IFloorSettings
{
    IReadOnlyCollection<LineId> Lines { get; }
    FloorRules RulesOf(LineId line);
}
