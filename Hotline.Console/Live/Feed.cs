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
        {
            // Another node, or one just started, may have kept an older floor: what is shown stays, and is said to be old.
            if (WithoutFloor(View!, view) is not { } old)
                return false;
            view = old;
        }
        View = view;
        Changed?.Invoke();
        return true;
    }

    /// <summary>The shown view with what the pushed one says beside its floor; null when the pushed floor is a living one.</summary>
    protected abstract TView? WithoutFloor(TView shown, TView pushed);

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
    protected override DeskView? WithoutFloor(DeskView shown, DeskView pushed) =>
        pushed.AsOf is null ? null : shown with { Stores = pushed.Stores, Handed = pushed.Handed, Mode = pushed.Mode, Pull = null, Messages = pushed.Messages, AsOf = shown.AsOf ?? pushed.AsOf, ServerTime = pushed.ServerTime };
}

public sealed class BoardFeed(ServerClock clock) : Feed<BoardView>(clock)
{
    protected override ViewOrder OrderOf(BoardView view) => new(view.Epoch, view.Sequence);
    protected override DateTimeOffset TimeOf(BoardView view) => view.ServerTime;

    // The inbox is in the queue: an older floor with it tells more than a newer one without.
    protected override BoardView? WithoutFloor(BoardView shown, BoardView pushed) =>
        pushed.AsOf is null ? null : pushed with { Epoch = shown.Epoch, Sequence = shown.Sequence };
}

public sealed class PartnerFeed(ServerClock clock) : Feed<PartnerDeskView>(clock)
{
    protected override ViewOrder OrderOf(PartnerDeskView view) => new(view.Epoch, view.Sequence);
    protected override DateTimeOffset TimeOf(PartnerDeskView view) => view.ServerTime;

    // A partner's desk has no floor to be old.
    protected override PartnerDeskView? WithoutFloor(PartnerDeskView shown, PartnerDeskView pushed) => null;
}
