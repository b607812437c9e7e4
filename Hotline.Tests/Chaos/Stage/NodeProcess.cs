using System.Diagnostics;
using System.Globalization;
using Hotline.Tests.Support;

namespace Hotline.Tests.Chaos.Stage;

/// <summary>One server node as a process of its own on a fixed address; its output goes to a file over all its lives.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly string log;
    private StreamWriter? output;
    private Process? process;

    public NodeProcess(string name, string folder, IReadOnlyDictionary<string, string> settings)
    {
        (Name, this.settings) = (name, settings);
        Port = FreePort.Next();
        log = Path.Combine(folder, name + ".log");
        DataFolder = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
    }

    public string Name { get; }
    public int Port { get; }
    public string DataFolder { get; }
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));
    public bool IsRunning => process is { HasExited: false };

    public void Launch()
    {
        var start = new ProcessStartInfo(ServerSite.Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Urls"] = Url.ToString();
        start.Environment["Records__DataFolder"] = DataFolder;
        foreach (var (key, value) in settings) start.Environment[key] = value;
        var writer = output = new StreamWriter(log, append: true) { AutoFlush = true };
        process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += (_, line) => Keep(writer, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(writer, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Lines of its log that contain one of the words.</summary>
    public IReadOnlyList<string> Logged(params string[] words)
    {
        if (output is not { } writer) return [];
        lock (writer)
        {
            using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return [.. reader.ReadToEnd().Split('\n').Where(line => words.Any(word => line.Contains(word, StringComparison.Ordinal)))];
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
        if (output is { } writer)
            lock (writer) writer.Dispose();
    }

    public async Task HangAsync(Func<Task> meanwhile)
    {
        await StoppedProcesses.StopAsync([process!.Id]);
        try
        {
            await meanwhile();
        }
        finally
        {
            await StoppedProcesses.ContinueAsync([process.Id]);
        }
    }

    /// <summary>Throws when the node has ended by itself.</summary>
    public async Task<bool> IsReadyAsync()
    {
        if (process is null or { HasExited: true }) throw new InvalidOperationException($"{Name} ended by itself; see {log}.");
        return await AnswersAsync("health/ready");
    }

    public async Task<bool> AnswersAsync(string path = "health/live")
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(Url, path));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or System.Net.Sockets.SocketException or TaskCanceledException or IOException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        client.Dispose();
    }

    private static void Keep(StreamWriter writer, string? line)
    {
        if (line is null) return;
        lock (writer)
            if (writer.BaseStream is { CanWrite: true }) writer.WriteLine(line);
    }
}
