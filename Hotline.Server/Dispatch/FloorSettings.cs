using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Lines;

namespace Hotline.Server.Dispatch;

/// <summary>The lines' settings, as the ledger asks for them.</summary>
internal sealed class FloorSettings(ILineDirectory lines) : IFloorSettings
{
    public IReadOnlyCollection<LineId> Lines => [.. lines.All.Select(line => line.Id)];

    public FloorRules RulesOf(LineId line) => lines.Find(line)?.Rules ?? FloorRules.Default;
}
