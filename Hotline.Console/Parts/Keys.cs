using Microsoft.JSInterop;

namespace Hotline.Console.Parts;

/// <summary>Keys that act anywhere on the page, also while typing.</summary>
public sealed class Keys : IAsyncDisposable
{
    private readonly IJSRuntime js;
    private readonly Preferences preferences;
    private readonly DotNetObjectReference<Keys> self;
    private IJSObjectReference? module;

    public Keys(IJSRuntime js, Preferences preferences)
    {
        (this.js, this.preferences) = (js, preferences);
        self = DotNetObjectReference.Create(this);
        preferences.Changed += ApplyAgain;
    }

    /// <summary>The act asked for; see <see cref="Acts"/>.</summary>
    public event Action<string>? Pressed;

    public async Task Listen()
    {
        module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/keys.js");
        await Apply();
    }

    /// <summary>The next chord pressed, for remapping; empty when Escape.</summary>
    public async Task<string> Capture()
    {
        module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/keys.js");
        return await module.InvokeAsync<string>("capture");
    }

    [JSInvokable]
    public void Act(string act) => Pressed?.Invoke(act);

    private void ApplyAgain() => _ = Apply();

    private async Task Apply()
    {
        if (module is null)
            return;
        var liking = preferences.Now;
        string[] pairs = liking.KeysOn
            ? [.. Acts.DefaultKeys.Keys.Select(act => (Act: act, Key: liking.KeyOf(act))).Where(pair => KeyChord.MayAct(pair.Key)).SelectMany(pair => new[] { pair.Key, pair.Act })]
            : [];
        await module.InvokeVoidAsync("listen", self, pairs);
    }

    public async ValueTask DisposeAsync()
    {
        preferences.Changed -= ApplyAgain;
        self.Dispose();
        if (module is not null)
            await module.DisposeAsync();
    }
}
