using System.Diagnostics;
using System.Globalization;

namespace Hotline.Tests.Chaos.Stage;

/// <summary>POSIX signals to processes that the chaos run started.</summary>
internal static class StoppedProcesses
{
    /// <summary>Stopped where it stands; connections stay open and nobody answers.</summary>
    public static Task StopAsync(params IReadOnlyCollection<int> processes) => SendAsync("STOP", processes);

    public static Task ContinueAsync(params IReadOnlyCollection<int> processes) => SendAsync("CONT", processes);

    /// <summary>A process and everything below it, as /proc tells.</summary>
    public static IReadOnlyList<int> Family(int parent)
    {
        var children = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)
            .ToLookup(ParentOf);
        List<int> family = [parent];
        for (var at = 0; at < family.Count; at++) family.AddRange(children[family[at]]);
        return family;
    }

    private static int ParentOf(int process)
    {
        try
        {
            // "pid (name) state ppid …": the name may hold blanks and brackets.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    private static async Task SendAsync(string signal, IReadOnlyCollection<int> processes)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]) { RedirectStandardError = true })!;
        // One that has ended meanwhile is no failure.
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
    }
}
