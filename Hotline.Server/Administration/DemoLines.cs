using System.Collections.Immutable;
using Hotline.Server.Identity;
using Hotline.Server.Lines;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Administration;

/// <summary>The two lines of Development.</summary>
internal static class DemoLines
{
    public static readonly ImmutableArray<Wire.LineSettingsView> All =
    [
        new(DemoAccounts.DemoLine, "Demo line", "演示热线", "Asia/Shanghai", [], ["110", "120", "119", "12356", "988"], "12356",
            ["en", "zh"], LineReading.DefaultTargets, 60, Drill: false, Enabled: true, Version: 0),
        new(DemoAccounts.DrillLine, "Drill line", "演练热线", "America/Los_Angeles", [], ["911", "988"], "988",
            ["en", "zh"], LineReading.DefaultTargets, 5, Drill: true, Enabled: true, Version: 0),
    ];

    /// <summary>On the demo line nobody in training is alone with what is heavy; the drill line has what every line has.</summary>
    public static LineRecord Row(Wire.LineSettingsView line)
    {
        var row = LineReading.Row(line);
        if (line.Drill) return row;
        RoutingReading.Write(row, Wire.RoutingView.Defaults(line.Id) with { Levels = [new(Wire.Band.Imminent, 2), new(Wire.Band.High, 2)] });
        row.Version = 1;
        return row;
    }
}
