using Hotline.Contracts;
using Microsoft.JSInterop;

namespace Hotline.Console.Parts;

/// <summary>Tones, made by WebAudio. A browser allows sound only after a gesture, so a shift begins by arming it.</summary>
public sealed class Sound : IDisposable
{
    private readonly IJSRuntime js;
    private readonly Preferences preferences;
    private readonly DotNetObjectReference<Sound> self;
    private Task<IJSObjectReference>? module;
    private string? ringing;
    private bool queued;

    public Sound(IJSRuntime js, Preferences preferences)
    {
        (this.js, this.preferences) = (js, preferences);
        self = DotNetObjectReference.Create(this);
        preferences.Changed += ApplyAgain;
    }

    public bool Armed { get; private set; }

    /// <summary>Of the armed tabs of one browser one sounds, the first; when it is closed, the next.</summary>
    public bool Leads { get; private set; }

    public event Action? Changed;

    private Task<IJSObjectReference> Module => module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/sound.js").AsTask();

    /// <summary>Call from a click or key handler.</summary>
    public async Task Arm()
    {
        Armed = await (await Module).InvokeAsync<bool>("arm");
        await Apply();
        if (Armed && !queued)
        {
            queued = true;
            // A browser that cannot tell its tabs apart sounds in each: twice is better than not at all.
            Leads = await (await Module).InvokeAsync<bool>("lead", self);
        }
        await RingOn();
        Changed?.Invoke();
    }

    [JSInvokable]
    public async Task Lead()
    {
        Leads = true;
        await RingOn();
        Changed?.Invoke();
    }

    private async Task RingOn()
    {
        if (Armed && Leads && ringing is not null)
            await (await Module).InvokeVoidAsync("ring", ringing);
    }

    private void ApplyAgain()
    {
        if (module is not null)
            _ = Apply();
    }

    public async Task Apply() =>
        await (await Module).InvokeVoidAsync("volume", preferences.Now.Muted ? 0 : preferences.Now.Volume);

    public async Task Test(Band band)
    {
        await Arm();
        await (await Module).InvokeVoidAsync("once", Pattern(band));
    }

    /// <summary>Rings every 3 s, a pattern of its own for each band, never louder. The browser's audio clock keeps it going in a hidden tab.</summary>
    /// <param name="wanted">A name of <see cref="Pattern"/> or <c>lastcall</c>; null = be silent.</param>
    public async Task Ring(string? wanted)
    {
        if (wanted == ringing)
            return;
        ringing = wanted;
        if (wanted is null)
            await (await Module).InvokeVoidAsync("hush");
        else
            await RingOn();
    }

    public Task Alarm() => Once("alarm");

    /// <summary>"Still there?", softly.</summary>
    public Task Ask() => Once("idle");

    private async Task Once(string pattern)
    {
        if (Leads)
            await (await Module).InvokeVoidAsync("once", pattern);
    }

    public static string Pattern(Band band) => band switch
    {
        Band.Imminent => "imminent",
        Band.High => "high",
        Band.Moderate => "moderate",
        _ => "low",
    };

    public void Dispose()
    {
        preferences.Changed -= ApplyAgain;
        self.Dispose();
    }
}
