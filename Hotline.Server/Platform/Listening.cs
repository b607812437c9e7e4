using System.Net;
using System.Net.Sockets;

namespace Hotline.Server.Platform;

/// <summary>Where the server listens.</summary>
internal static class Listening
{
    public const string Default = "http://127.0.0.1:5080";

    private static readonly string[] PortSettings = ["http_ports", "https_ports"];

    /// <summary>Loopback port 5080 when no address is configured in any of the ways ASP.NET Core knows.</summary>
    public static void ListenOnLoopbackByDefault(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var configured = PortSettings.Append("urls").Any(key => !string.IsNullOrEmpty(settings[key]))
            || settings.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!configured)
            builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, Default);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>Development has demo accounts with known passwords: it never listens to a network.</summary>
    public static IEnumerable<string> Errors(IConfiguration settings, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
            yield break;
        const string Advice = "Development listens on loopback only, for its demo accounts are known; use 127.0.0.1, or ASPNETCORE_ENVIRONMENT=Production.";
        foreach (var key in PortSettings.Where(key => !string.IsNullOrEmpty(settings[key]) && string.IsNullOrEmpty(settings["urls"])))
            yield return $"{key}: {Advice}";
        foreach (var url in (settings["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(url => !IsLoopback(url)))
            yield return $"urls: {url}: {Advice}";
        foreach (var endpoint in settings.GetSection("Kestrel:Endpoints").GetChildren().Where(endpoint => endpoint["Url"] is { } url && !IsLoopback(url)))
            yield return $"Kestrel:Endpoints:{endpoint.Key}:Url: {Advice}";
    }

    /// <summary>An address that somebody listens on already is said before stores are opened and floors restored.</summary>
    public static IEnumerable<string> Taken(IConfiguration settings) =>
        (settings["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(url => IsLoopback(url) && IsTaken(BindingAddress.Parse(url)))
            .Select(url => $"urls: {url} is in use by another program; stop it or choose another port.");

    private static bool IsTaken(BindingAddress address)
    {
        if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0)
            return false;
        try
        {
            using var listener = new TcpListener(IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback, address.Port);
            listener.Start();
            return false;
        }
        catch (SocketException failed)
        {
            return failed.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    /// <summary>localhost, 127.0.0.0/8, [::1] or a socket of the file system; not a name, * or +.</summary>
    internal static bool IsLoopback(string url)
    {
        var binding = BindingAddress.Parse(url);
        return binding.IsUnixPipe || binding.IsNamedPipe || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}
