using Microsoft.JSInterop;

namespace Hotline.Console.Parts;

/// <summary>Title, icon and system notification. The notification says only that something waits: a lock screen is read by others.</summary>
public sealed class Attention(IJSRuntime js)
{
    private Task<IJSObjectReference>? module;

    private Task<IJSObjectReference> Module => module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/attention.js").AsTask();

    /// <summary>granted, denied or default.</summary>
    public async Task<string> AskPermission() => await (await Module).InvokeAsync<string>("askPermission");

    public async Task Call(string title, string maskedText) => await (await Module).InvokeVoidAsync("call", title, maskedText);

    public async Task Rest() => await (await Module).InvokeVoidAsync("rest");
}
