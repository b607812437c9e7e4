namespace Hotline.Tests.Support;

/// <summary>Which server a test starts as a process: the one built beside the tests, or the published one that <c>HOTLINE_TEST_SERVER</c> names: compiled ahead, with the trimmed console, as it is installed.</summary>
internal static class ServerSite
{
    public const string Setting = "HOTLINE_TEST_SERVER";

    /// <exception cref="InvalidOperationException">There is no server in the folder that was named.</exception>
    public static string Folder { get; } = Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } named ? AppContext.BaseDirectory
        : File.Exists(ProgramIn(named)) ? Path.GetFullPath(named)
        : throw new InvalidOperationException($"{Setting}: {named} has no published server.");

    public static string Program => ProgramIn(Folder);

    public static string ProgramIn(string folder) => Path.Combine(folder, "Hotline.Server");
}
