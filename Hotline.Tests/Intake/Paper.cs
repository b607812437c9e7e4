using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Lines;

namespace Hotline.Tests.Intake;

/// <summary>Lines and workers as a directory would know them.</summary>
internal static class Paper
{
    public static readonly Line Harbour = Make("harbour");
    public static readonly Line Closed = Make("closed") with { Enabled = false };

    private static Line Make(string id) => new(
        new LineId(id), id, id, "Europe/Berlin", ["112", "0800 111 0 111"], "+49 800 555", ["en", "zh"], ImmutableDictionary<Band, Target>.Empty,
        FloorRules.Default, Drill: false, Enabled: true, _ => true);
}

internal sealed class PaperLines : ILineDirectory
{
    public IReadOnlyList<Line> All => [Paper.Harbour, Paper.Closed];

    public Line? Find(LineId id) => All.FirstOrDefault(line => line.Id == id);
}

internal sealed class PaperWorkers : IWorkerDirectory
{
    public event Action<KnownWorker>? Changed;

    public KnownWorker? Find(WorkerId id) => id.Value == "gone" ? null : new KnownWorker(id, $"Name of {id}", Paper.Harbour.Id, Support.A.Profile(), true);

    public void Change(KnownWorker worker) => Changed?.Invoke(worker);
}
