using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Hotline.Tests.Support;

namespace Hotline.Tests.Journeys;

/// <summary>
/// Chromium without Playwright, which keeps every page visible: here a tab behind another one is really hidden, its timers throttled.
/// Two tabs: one at work, one that can stand before it.
/// </summary>
internal sealed class BareChromium : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly HttpClient http;
    private readonly ClientWebSocket socket = new();
    private int lastId;

    private BareChromium(Process process, string folder, HttpClient http)
    {
        this.process = process;
        this.folder = folder;
        this.http = http;
    }

    public static async Task<BareChromium> StartAsync(string url)
    {
        var folder = Directory.CreateTempSubdirectory("hotline-chromium-").FullName;
        var start = new ProcessStartInfo(Requires.Browser()) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--user-data-dir=" + folder, "--no-first-run", "--window-size=1280,800",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "about:blank",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var file = Path.Combine(folder, "DevToolsActivePort");
        await Until.True(() => File.Exists(file) && File.ReadAllLines(file).Length > 0, "chromium tells its port", TimeSpan.FromSeconds(30));
        var chromium = new BareChromium(process, folder, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{(await File.ReadAllLinesAsync(file))[0]}") });
        var tab = await chromium.OpenTabAsync(url);
        await chromium.socket.ConnectAsync(new Uri(tab.GetProperty("webSocketDebuggerUrl").GetString()!), CancellationToken.None);
        return chromium;
    }

    /// <summary>Puts another tab before the one at work.</summary>
    public async Task HideAsync()
    {
        var other = await OpenTabAsync("about:blank");
        await http.GetAsync($"/json/activate/{other.GetProperty("id").GetString()}");
        await Until.True(async () => await EvaluateAsync("document.visibilityState") == "hidden", "the tab is hidden");
    }

    /// <summary>Value of a script in the tab at work, as text; "undefined" when there is none.</summary>
    public async Task<string> EvaluateAsync(string script)
    {
        var result = await CallAsync("Runtime.evaluate", new { expression = script, awaitPromise = true, returnByValue = true });
        return result.ValueKind == JsonValueKind.Object && result.TryGetProperty("result", out var value) && value.TryGetProperty("value", out var text) ? text.ToString() : "undefined";
    }


    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        http.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<JsonElement> OpenTabAsync(string url)
    {
        using var answer = await http.PutAsync("/json/new?" + url, null);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> CallAsync(string method, object parameters)
    {
        var id = ++lastId;
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            using var message = JsonDocument.Parse(await ReceiveAsync());
            if (message.RootElement.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
                // An error: the page is on its way to another address.
                return message.RootElement.TryGetProperty("result", out var result) ? result.Clone() : default;
        }
    }

    private async Task<string> ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }
        while (!part.EndOfMessage);
        return text.ToString();
    }
}
