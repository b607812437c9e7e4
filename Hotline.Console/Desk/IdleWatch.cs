using Hotline.Console.Live;
using Hotline.Console.Parts;
using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>Looks four times a second, and at every sign, whether the worker is to be asked, marked, or is back.</summary>
public sealed class IdleWatch : IDisposable
{
    private readonly IdleQuestion question = new();
    private readonly DeskFeed desk;
    private readonly DeskOrders orders;
    private readonly ConsoleLink link;
    private readonly Signs signs;
    private readonly ServerClock clock;
    private readonly Ticker ticker;

    public IdleWatch(DeskFeed desk, DeskOrders orders, ConsoleLink link, Signs signs, ServerClock clock, Ticker ticker)
    {
        (this.desk, this.orders, this.link, this.signs, this.clock, this.ticker) = (desk, orders, link, signs, clock, ticker);
        ticker.Ticked += Look;
        signs.Seen += Look;
        desk.Changed += Look;
    }

    /// <summary>When the question was put; null while it is not.</summary>
    public DateTimeOffset? AskedAt => question.AskedAt;

    public event Action? Changed;

    /// <summary>Pressed by whatever means, it is a sign.</summary>
    public void Answer() => signs.Show();

    private void Look()
    {
        var before = AskedAt;
        var act = question.Look(link.IsLost ? null : desk.View, clock.Now, signs.LastAt + clock.Offset, signs.OwnAt + clock.Offset);
        if (act == IdleAct.Mark)
            _ = orders.MarkIdle(signs.LastAt + clock.Offset);
        else if (act == IdleAct.Return)
            _ = orders.Be(Presence.Available);
        if (before != AskedAt)
            Changed?.Invoke();
    }

    public void Dispose()
    {
        ticker.Ticked -= Look;
        signs.Seen -= Look;
        desk.Changed -= Look;
    }
}
