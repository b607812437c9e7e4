namespace Hotline.Tests.House;

/// <summary>The repository's files, found from where the tests were built.</summary>
internal static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>Files below a folder of the root, without what the build made.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hotline.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository: no Hotline.sln above " + AppContext.BaseDirectory);
    }
}
