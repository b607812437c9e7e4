using NUnit.Framework;

namespace Hotline.Tests.Support;

/// <summary>Ignores a test whose tool is not on the machine; fails it where HOTLINE_TEST_REQUIRE (comma-separated) says that it must be there.</summary>
public static class Requires
{
    public const string Setting = "HOTLINE_TEST_REQUIRE";

    /// <summary>Path of redis-server.</summary>
    public static string Redis() => Find("redis", "redis-server", "/usr/bin/redis-server", "/usr/local/bin/redis-server", "/opt/homebrew/bin/redis-server");

    /// <summary>Folder with initdb and postgres.</summary>
    public static string Postgres()
    {
        var versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var version) ? version : 0)
                .Select(path => Path.Combine(path, "bin", "postgres"))
            : [];
        return Path.GetDirectoryName(Find("postgres", "postgres", [.. versions]))!;
    }

    /// <summary>Path of a Chromium that Playwright can drive.</summary>
    public static string Browser() => Find("browser", "chromium", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium");

    private static string Find(string what, string program, params string[] usual)
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program));
        if (usual.Concat(onPath).FirstOrDefault(File.Exists) is { } found)
            return found;
        return Missing(what, $"{program} is not installed.", Environment.GetEnvironmentVariable(Setting));
    }

    internal static string Missing(string what, string why, string? required)
    {
        if (IsRequired(what, required))
            throw new AssertionException($"{why} {Setting} asks for {what}.");
        throw new IgnoreException($"{why} Set {Setting}={what} to make this a failure.");
    }

    internal static bool IsRequired(string what, string? required) =>
        (required ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(what, StringComparer.OrdinalIgnoreCase);
}
