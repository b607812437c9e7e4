using System.Diagnostics;
using System.Globalization;

namespace Hotline.Tests.Support;

/// <summary>Signals to a process that a test started.</summary>
public static class ProcessSignal
{
    /// <param name="name">TERM, STOP or CONT.</param>
    public static void Send(Process process, string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (kill.ExitCode != 0) throw new InvalidOperationException($"kill -{name} {process.Id} failed.");
    }
}
