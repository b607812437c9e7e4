using System.Runtime.CompilerServices;

namespace Hotline.Tests.Support;

/// <summary>The folder of the solution, by where this file was compiled.</summary>
internal static class Repository
{
    public static readonly string Root = Find();

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Hotline.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("Hotline.sln is not above the tests.");
    }
}
