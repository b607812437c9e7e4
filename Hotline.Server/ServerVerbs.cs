using Hotline.Server.Triage.Learning;

namespace Hotline.Server;

/// <summary>What the program does instead of serving, by its first argument.</summary>
internal static class ServerVerbs
{
    public static Task<int> RunAsync(string[] args) => args[0] == "triage" ? TriageVerb.RunAsync(args) : DrillVerb.RunAsync(args);
}
