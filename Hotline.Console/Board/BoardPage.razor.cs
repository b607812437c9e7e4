using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Board;

/// <summary>The supervisor's board. A frozen board keeps still for reading while the floor goes on.</summary>
public sealed partial class BoardPage
{
    /// <summary>What each table shows: queue, contacts in hand, workers.</summary>
    private readonly BoardView?[] drawn = new BoardView?[3];
    private bool drawing;
    private BoardView? frozen;
    private BoardView? newest;
    private BoardIntent? intent;
    private int firstLive;
    private int firstWorker;

    [Inject] private BoardFeed Feed { get; set; } = null!;
    [Inject] private ConsoleLink Link { get; set; } = null!;
    [Inject] private BoardOrders Orders { get; set; } = null!;
    [Inject] private Sound Sound { get; set; } = null!;
    [Inject] private AlarmBell Bell { get; set; } = null!;

    private BoardView? Shown => frozen ?? newest;

    protected override async Task OnInitializedAsync()
    {
        Look();
        Feed.Changed += Follow;
        Sound.Changed += Refresh;
        await Link.WatchBoard(true, 0);
    }

    private void Follow()
    {
        Look();
        if (newest is null)
        {
            frozen = null;
            Array.Clear(drawn);
            Refresh();
        }
        _ = Draw();
    }

    /// <summary>What was pushed for the bell or a wallboard, before this page was there, has no rows.</summary>
    private void Look() => newest = Feed.View is { HasRows: false } ? newest : Feed.View;

    /// <summary>A push is read in one task of the browser and drawn table by table in others: all are short, and scrolling waits for none.</summary>
    private async Task Draw()
    {
        if (drawing)
            return;
        drawing = true;
        while (frozen is null && newest is { } view && !ReferenceEquals(drawn[^1], view))
            for (var table = 0; table < drawn.Length; table++)
            {
                await Task.Delay(1);
                if (frozen is not null || newest is null)
                    break;
                drawn[table] = view;
                Refresh();
            }
        drawing = false;
    }

    private void Freeze()
    {
        frozen = frozen is null ? newest : null;
        Array.Fill(drawn, Shown);
    }

    private Task Move(int firstRow) => Link.WatchBoard(true, firstRow);

    private void Turn(BoardAct act) => Begin(new BoardIntent(act, "", Text["order.theline"]));

    private Task MoveLive(int first) => Link.WatchRows(firstLive = first, firstWorker);

    private Task MoveWorkers(int first) => Link.WatchRows(firstLive, firstWorker = first);

    private void Begin(BoardIntent wanted)
    {
        // Nothing is to be filled in: done at once.
        if (wanted.Act == BoardAct.Join)
            _ = Orders.Join(wanted.Subject);
        else if (wanted.Act == BoardAct.Leave && SignedIn.Session is { } me)
            _ = Orders.Leave(wanted.Subject, me.WorkerId);
        else
            intent = wanted;
    }

    protected override void Close()
    {
        Feed.Changed -= Follow;
        Sound.Changed -= Refresh;
        _ = Link.WatchBoard(false, 0);
    }
}
