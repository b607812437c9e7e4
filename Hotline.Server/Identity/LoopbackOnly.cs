using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hotline.Server.Identity;

/// <summary>Development has accounts and keys whose secrets are public: it serves this machine only.</summary>
internal sealed class LoopbackOnly(IConfiguration configuration, IServer server, DemoAccess demo) : IHostedLifecycleService
{
    // What is configured is refused before a socket is opened.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (demo.Allowed)
            Refuse(Configured());
        return Task.CompletedTask;
    }

    // And what code bound beside the configuration, right after.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (demo.Allowed)
            Refuse(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>http://localhost, 127.0.0.0/8, [::1]; not names, *, + or any other address.</summary>
    internal static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address);
        return host.IsUnixPipe || host.IsNamedPipe || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private IEnumerable<string> Configured()
    {
        var urls = (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();

        // A port alone means every address; it counts only when no address is given.
        var ports = urls.Length > 0 ? [] : Ports(WebHostDefaults.HttpPortsKey).Concat(Ports(WebHostDefaults.HttpsPortsKey));
        return urls.Concat(endpoints).Concat(ports);
    }

    private IEnumerable<string> Ports(string key) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"http://*:{port}");

    private static void Refuse(IEnumerable<string> addresses)
    {
        if (addresses.FirstOrDefault(address => !IsLoopback(address)) is { } open)
            throw new InvalidOperationException(
                $"In Development this server listens on this machine only, because its demo passwords are public; {open} is not a loopback address. " +
                "Use http://localhost:5000 (setting urls, ASPNETCORE_URLS or Kestrel:Endpoints), or another environment.");
    }
}
