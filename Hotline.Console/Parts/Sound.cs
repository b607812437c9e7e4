using Hotline.Contracts;
using Microsoft.JSInterop;

namespace Hotline.Console.Parts;

/// <summary>Tones, made by WebAudio. A browser allows sound only after a gesture, so a shift begins by arming it.</summary>
public sealed class Sound(IJSRuntime js, Preferences preferences)
{
    private Task<IJSObjectReference>? module;
    private string? ringing;

    public bool Armed { get; private set; }

    public event Action? Changed;

    private Task<IJSObjectReference> Module => module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/sound.js").AsTask();

    /// <summary>Call from a click or key handler.</summary>
    public async Task Arm()
    {
        Armed = await (await Module).InvokeAsync<bool>("arm");
        await Apply();
        if (Armed && ringing is not null)
            await (await Module).InvokeVoidAsync("ring", ringing);
        Changed?.Invoke();
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
            await (await Module).InvokeVoidAsync("ring", wanted);
    }

    public async Task Alarm() => await (await Module).InvokeVoidAsync("once", "alarm");

    public static string Pattern(Band band) => band switch
    {
        Band.Imminent => "imminent",
        Band.High => "high",
        Band.Moderate => "moderate",
        _ => "low",
    };
}
