using Microsoft.JSInterop;

namespace Hotline.Console.Parts;

/// <summary>That somebody is at this browser: a key, a move, a touch, in any tab of it. Tabs tell each other the time of the last one, and nothing else.</summary>
public sealed class Signs : IDisposable
{
    private readonly IJSRuntime js;
    private readonly TimeProvider time;
    private readonly DotNetObjectReference<Signs> self;
    private bool watching;

    public Signs(IJSRuntime js, TimeProvider time)
    {
        (this.js, this.time) = (js, time);
        self = DotNetObjectReference.Create(this);
        // Whoever loads a page is there.
        LastAt = OwnAt = time.GetUtcNow();
    }

    /// <summary>Of the last sign in any tab; this browser's clock.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Of the last sign in this tab.</summary>
    public DateTimeOffset OwnAt { get; private set; }

    /// <summary>A sign, here or in another tab; at most one a second.</summary>
    public event Action? Seen;

    public async Task Watch()
    {
        if (watching)
            return;
        watching = true;
        var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/signs.js");
        await module.InvokeVoidAsync("watch", self);
    }

    /// <summary>Something was done on this page.</summary>
    public void Show() => See(time.GetUtcNow().ToUnixTimeMilliseconds(), here: true);

    /// <param name="unixMs">When, by the browser's clock; a time to come is now.</param>
    /// <param name="here">In this tab.</param>
    [JSInvokable]
    public void See(double unixMs, bool here)
    {
        var now = time.GetUtcNow();
        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(unixMs, 0, now.ToUnixTimeMilliseconds()));
        if (at > LastAt)
            LastAt = at;
        if (here && at > OwnAt)
            OwnAt = at;
        Seen?.Invoke();
    }

    public void Dispose() => self.Dispose();
}
