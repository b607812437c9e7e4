using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components.WebAssembly.Services;

namespace Hotline.Console.Live;

/// <summary>Makes wires, fetching what they are made of on the first one.</summary>
/// <param name="origin">Of the server.</param>
public sealed class HubWires(LazyAssemblyLoader loader, Uri origin)
{
    /// <summary>The same names as BlazorWebAssemblyLazyLoad in the project file; a test compares them.</summary>
    internal static readonly IReadOnlyList<string> Assemblies =
    [
        "Microsoft.AspNetCore.Connections.Abstractions.wasm",
        "Microsoft.AspNetCore.Http.Connections.Client.wasm",
        "Microsoft.AspNetCore.Http.Connections.Common.wasm",
        "Microsoft.AspNetCore.SignalR.Client.wasm",
        "Microsoft.AspNetCore.SignalR.Client.Core.wasm",
        "Microsoft.AspNetCore.SignalR.Common.wasm",
        "Microsoft.AspNetCore.SignalR.Protocols.Json.wasm",
        "System.Net.ServerSentEvents.wasm",
        "System.Net.WebSockets.wasm",
        "System.Net.WebSockets.Client.wasm",
        "System.Threading.Channels.wasm",
    ];

    private bool fetched;

    public async Task<IHubWire> Make(IHubListener listener)
    {
        await Fetch();
        return Build(listener);
    }

    public async Task<IPartnerWire> Make(IPartnerListener listener)
    {
        await Fetch();
        return Build(listener);
    }

    private async Task Fetch()
    {
        if (!fetched)
            await loader.LoadAssembliesAsync(Assemblies);
        fetched = true;
    }

    // Apart, so that no type of SignalR is looked for before it is there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SignalRWire Build(IHubListener listener) => new(new Uri(origin, "hubs/console"), listener);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PartnerWire Build(IPartnerListener listener) => new(new Uri(origin, "hubs/partner"), listener);
}
