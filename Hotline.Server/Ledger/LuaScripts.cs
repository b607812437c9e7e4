namespace Hotline.Server.Ledger;

/// <summary>Texts of the scripts, embedded; a missing one fails at type initialisation, and in House/.</summary>
internal static class LuaScripts
{
    public static readonly string Commit = Read("commit.lua");
    public static readonly string Head = Read("head.lua");
    public static readonly string Trim = Read("trim.lua");
    public static readonly string Strip = Read("strip.lua");
    public static readonly string Publish = Read("publish.lua");
    public static readonly string Counts = Read("counts.lua");
    public static readonly string Requeue = Read("requeue.lua");
    public static readonly string Close = Read("close.lua");
    public static readonly string Lease = Read("lease.lua");
    public static readonly string Release = Read("release.lua");

    private static string Read(string name)
    {
        using var stream = typeof(LuaScripts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
