using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Board;

/// <summary>The supervisor's board. A frozen board keeps still for reading while the floor goes on.</summary>
public sealed partial class BoardPage
{
    private readonly HashSet<string> heard = [];
    private BoardView? frozen;
    private int sounded;
    private BoardIntent? intent;

    [Inject] private BoardFeed Feed { get; set; } = null!;
    [Inject] private ConsoleLink Link { get; set; } = null!;
    [Inject] private BoardOrders Orders { get; set; } = null!;
    [Inject] private Sound Sound { get; set; } = null!;

    private BoardView? Shown => frozen ?? Feed.View;

    protected override async Task OnInitializedAsync()
    {
        Feed.Changed += Follow;
        Sound.Changed += Refresh;
        await Link.WatchBoard(true, 0);
    }

    private void Follow()
    {
        if (Feed.View is { } view)
            SoundNewAlarms(view);
        else
            frozen = null;
        if (frozen is null)
            Refresh();
    }

    private void SoundNewAlarms(BoardView view)
    {
        var fresh = false;
        foreach (var alarm in view.Alarms.Where(alarm => !alarm.Acknowledged && !alarm.IsQuiet))
            fresh |= heard.Add(alarm.AlarmId);
        if (!fresh || !Sound.Armed)
            return;
        sounded++;
        _ = Sound.Alarm();
    }

    private void Freeze() => frozen = frozen is null ? Feed.View : null;

    private Task Move(int firstRow) => Link.WatchBoard(true, firstRow);

    private void Turn(BoardAct act) => Begin(new BoardIntent(act, "", Text["order.theline"]));

    private void Begin(BoardIntent wanted) => intent = wanted;

    protected override void Close()
    {
        Feed.Changed -= Follow;
        Sound.Changed -= Refresh;
        _ = Link.WatchBoard(false, 0);
    }
}
