using Hotline.Console.Live;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Parts;

/// <summary>A component that counts time: it renders again only when what it shows has changed.</summary>
public abstract class TickingPart : LocalPart
{
    private string? shown;

    [Inject] protected Ticker Ticker { get; set; } = null!;
    [Inject] protected ServerClock Clock { get; set; } = null!;

    /// <summary>What the eye sees, as text; compared on every tick.</summary>
    protected abstract string Face { get; }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Ticker.Ticked += Tick;
    }

    private void Tick()
    {
        var face = Face;
        if (face == shown)
            return;
        shown = face;
        Refresh();
    }

    protected override void Close() => Ticker.Ticked -= Tick;
}
