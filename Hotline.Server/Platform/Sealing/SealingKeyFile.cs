using System.Security.Cryptography;

namespace Hotline.Server.Platform.Sealing;

/// <summary>Reads the key-encryption key; in Development makes its file, readable by its owner only.</summary>
internal static class SealingKeyFile
{
    public const string DefaultName = "sealing.key";

    public static bool IsKey(string text)
    {
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var written) && written == DataKey.Size;
    }

    public static byte[] Read(SealingOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.Key)) return Convert.FromBase64String(options.Key.Trim());
        var path = options.KeyFile ?? throw new InvalidOperationException("Sealing:KeyFile is not set.");
        if (options.MakeKeyFile && !File.Exists(path)) Make(path);
        return Convert.FromBase64String(File.ReadAllText(path).Trim());
    }

    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Written aside and moved: a process that starts beside this one never reads half a key.
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, create))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(DataKey.Size)));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
