using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Hotline.Contracts;

namespace Hotline.Tests.Support;

/// <summary>The server as its users run it: a process of its own, in Development, with a data folder of its own.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> output = new();
    private readonly (string Name, string Value)[] settings;
    private Process? process;

    private readonly string folder;

    private RunningServer((string Name, string Value)[] settings, string? folder = null)
    {
        this.settings = settings;
        this.folder = folder ?? ServerSite.Folder;
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        DataFolder = Directory.CreateTempSubdirectory("hotline-server-").FullName;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Url };
    }

    public Uri Url { get; }
    public string DataFolder { get; }
    public HttpClient Client { get; }

    /// <param name="settings">Environment names such as <c>ConnectionStrings__Redis</c>.</param>
    public static async Task<RunningServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var server = new RunningServer(settings);
        await server.LaunchAsync();
        return server;
    }

    /// <summary>A server that was published to a folder: Release, with the trimmed console.</summary>
    public static async Task<RunningServer> StartFromAsync(string folder, params (string Name, string Value)[] settings)
    {
        var server = new RunningServer(settings, folder);
        await server.LaunchAsync();
        return server;
    }

    public async Task LaunchAsync()
    {
        var start = new ProcessStartInfo(ServerSite.ProgramIn(folder)) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Urls"] = Url.ToString();
        start.Environment["Records__DataFolder"] = DataFolder;
        // A server of seconds never earns back what counting its hot paths costs.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Until.True(IsReadyAsync, "the server is ready", StartWithin);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>SIGTERM: the node drains, gives its leases up and ends.</summary>
    public async Task StopAsync()
    {
        if (process is null) return;
        ProcessSignal.Send(process, "TERM");
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>SIGSTOP: the node stands still and does not know it.</summary>
    public void Pause() => ProcessSignal.Send(process!, "STOP");

    /// <summary>SIGCONT.</summary>
    public void Resume() => ProcessSignal.Send(process!, "CONT");

    public int ProcessId => process?.Id ?? 0;

    /// <summary>Memory of the process that is in RAM, MiB.</summary>
    public double ResidentMiB
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    public string Output => string.Join('\n', output);

    /// <summary>Opens a contact on a Development line by its well-known key.</summary>
    public async Task<ContactReceipt> PostContactAsync(OpenContactRequest body, string? idempotencyKey = null, string line = "demo", Channel channel = Channel.Voice)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/lines/{line}/contacts");
        request.Headers.Add("X-Channel-Key", $"hlk_{line}-{channel.ToString().ToLowerInvariant()}_development");
        request.Headers.Add("Idempotency-Key", idempotencyKey ?? Guid.NewGuid().ToString("N"));
        request.Content = JsonContent.Create(body, WireJson.Default.OpenContactRequest);
        using var answer = await Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactReceipt))!;
    }

    public async Task<ContactPlace> ReadPlaceAsync(string contact, string line = "demo", Channel channel = Channel.Voice)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/lines/{line}/contacts/{contact}");
        request.Headers.Add("X-Channel-Key", $"hlk_{line}-{channel.ToString().ToLowerInvariant()}_development");
        using var answer = await Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactPlace))!;
    }

    /// <summary>Signs a Development account in; the cookie as a header's text, for a cookie container keeps no Secure cookie over http.</summary>
    public async Task<string> SignInAsync(string user)
    {
        using var answer = await Client.PostAsJsonAsync("/api/v1/session", new SignInRequest(user, "hotline-demo"), WireJson.Default.SignInRequest);
        answer.EnsureSuccessStatusCode();
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(one => one.Split(';')[0]));
    }

    /// <summary>Changes the routing of a line as an administrator would; in force when this is over.</summary>
    public async Task SetRoutingAsync(Func<RoutingView, RoutingView> change, string line = "demo")
    {
        var cookie = await SignInAsync("demo-admin");
        using var read = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/admin/lines/{line}/routing") { Headers = { { "Cookie", cookie } } };
        using var known = await Client.SendAsync(read);
        var routing = await known.Content.ReadFromJsonAsync(WireJson.Default.RoutingView);
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/admin/lines/{line}/routing")
        {
            Headers = { { "Cookie", cookie }, { "Origin", Url.GetLeftPart(UriPartial.Authority) } },
            Content = JsonContent.Create(change(routing!), WireJson.Default.RoutingView),
        };
        using var answer = await Client.SendAsync(put);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The routing was refused: {await answer.Content.ReadAsStringAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        output.Enqueue(line);
        while (output.Count > 400) output.TryDequeue(out _);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (process is { HasExited: true }) throw new InvalidOperationException("The server ended:\n" + Output);
        try
        {
            using var answer = await Client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        // A connection that is reset the moment it is made comes as the bare SocketException.
        catch (Exception notYet) when (notYet is HttpRequestException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
