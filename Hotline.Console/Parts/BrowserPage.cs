using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Hotline.Console.Parts;

/// <summary>What only the browser can do to the page: dialogs, focus, title, theme, clipboard, preferences.</summary>
public sealed class BrowserPage(IJSRuntime js)
{
    private Task<IJSObjectReference>? module;

    private Task<IJSObjectReference> Module => module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/page.js").AsTask();

    public async Task<string?> ReadPreferences() => await (await Module).InvokeAsync<string?>("readPreferences");

    /// <summary>The browser's own language, en or zh-CN; the runtime has no cultures and does not know it.</summary>
    public async Task<string?> Language() => await (await Module).InvokeAsync<string?>("language");

    public async Task WritePreferences(string json) => await (await Module).InvokeVoidAsync("writePreferences", json);

    /// <summary>Calls <c>Reread</c> on the target when another tab keeps others.</summary>
    public async Task WatchPreferences(DotNetObjectReference<Preferences> target) => await (await Module).InvokeVoidAsync("watchPreferences", target);

    /// <param name="theme">light, dark, or auto.</param>
    public async Task Dress(string theme, string language) => await (await Module).InvokeVoidAsync("dress", theme, language);

    public async Task OpenDialog(ElementReference dialog, bool blocking) => await (await Module).InvokeVoidAsync("openDialog", dialog, blocking);

    /// <summary>Moves focus there only if it was lost with a vanished element; never takes it from where someone types.</summary>
    public async Task CatchFocus(ElementReference target) => await (await Module).InvokeVoidAsync("catchFocus", target);

    public async Task Name(string title) => await (await Module).InvokeVoidAsync("name", title);

    public async Task<bool> Copy(string text) => await (await Module).InvokeAsync<bool>("copy", text);

    /// <summary>Asks before the tab is closed while something is unsaved.</summary>
    public async Task Guard(bool unsaved) => await (await Module).InvokeVoidAsync("guard", unsaved);

    /// <summary>Calls <c>Offline</c> on the target when the browser says the network is gone.</summary>
    public async Task WatchNetwork(DotNetObjectReference<Live.NetworkDoubt> target) => await (await Module).InvokeVoidAsync("watchNetwork", target);

    /// <returns>Null when it is longer, or nothing was picked.</returns>
    public async Task<string?> ReadFile(ElementReference picker, int longest) => await (await Module).InvokeAsync<string?>("readFile", picker, longest);

    public async Task Print() => await (await Module).InvokeVoidAsync("printPage");

    /// <summary>Hands a text to the browser as a downloaded file.</summary>
    public async Task SaveText(string name, string text, string type) => await (await Module).InvokeVoidAsync("saveText", name, text, type);

    public async Task<string> Fragment() => await (await Module).InvokeAsync<string>("takeFragment");
}
