using Hotline.Contracts;

namespace Hotline.Console.Live;

/// <summary>The newest view of one kind that the server pushed.</summary>
public abstract class Feed<TView>(ServerClock clock) where TView : class
{
    public TView? View { get; private set; }

    public event Action? Changed;

    protected abstract ViewOrder OrderOf(TView view);
    protected abstract DateTimeOffset TimeOf(TView view);

    /// <summary>Shows the view if it is not older than the shown one.</summary>
    public bool Push(TView view)
    {
        clock.Hear(TimeOf(view));
        if (!OrderOf(view).Supersedes(View is null ? null : OrderOf(View)))
            return false;
        View = view;
        Changed?.Invoke();
        return true;
    }

    /// <summary>Another person signed in, or the line changed.</summary>
    public void Forget()
    {
        View = null;
        Changed?.Invoke();
    }
}

public sealed class DeskFeed(ServerClock clock) : Feed<DeskView>(clock)
{
    protected override ViewOrder OrderOf(DeskView view) => new(view.Epoch, view.Sequence);
    protected override DateTimeOffset TimeOf(DeskView view) => view.ServerTime;
}

public sealed class BoardFeed(ServerClock clock) : Feed<BoardView>(clock)
{
    protected override ViewOrder OrderOf(BoardView view) => new(view.Epoch, view.Sequence);
    protected override DateTimeOffset TimeOf(BoardView view) => view.ServerTime;
}
