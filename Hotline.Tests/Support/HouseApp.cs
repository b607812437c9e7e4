using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Hotline.Tests.Support;

/// <summary>The whole server as Program.cs composes it, in this process: embedded engines, a data folder of its own, no network.</summary>
public sealed class HouseApp : WebApplicationFactory<Hotline.Server.Platform.ProblemKind>
{
    private readonly string environment;
    private readonly Dictionary<string, string> settings;

    /// <param name="settings">Further settings, as <c>Section:Key</c>.</param>
    public HouseApp(string environment = "Development", params (string Key, string Value)[] settings)
    {
        this.environment = environment;
        DataFolder = Directory.CreateTempSubdirectory("hotline-tests-").FullName;
        this.settings = new() { ["Records:DataFolder"] = DataFolder };
        // Development makes its own key file; anywhere else it is asked for.
        if (environment != "Development")
            this.settings["Sealing:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        foreach (var (key, value) in settings)
            this.settings[key] = value;
    }

    public string DataFolder { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(DataFolder))
            Directory.Delete(DataFolder, recursive: true);
    }
}
