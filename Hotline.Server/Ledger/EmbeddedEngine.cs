using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Garnet;

namespace Hotline.Server.Ledger;

/// <summary>
/// Garnet inside this process: loopback, random password, nothing on disk on purpose (its log is not replayed atomically);
/// every start of the default set-up is a restore from SQL.
/// </summary>
internal sealed class EmbeddedEngine : IDisposable
{
    private readonly GarnetServer server;

    public EmbeddedEngine(int memoryMiB, ILoggerFactory loggers)
    {
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var port = FreePort();
        server = new GarnetServer(
            [
                "--bind", "127.0.0.1", "--port", $"{port}", "--auth", "Password", "--password", password,
                // Without the transaction mode scripts are not isolated from each other.
                "--lua", "--lua-transaction-mode", "true", "--memory", $"{memoryMiB}m", "--index", "16m", "--no-obj", "false", "-q",
            ],
            loggers);
        server.Start();
        ConnectionString = $"127.0.0.1:{port},password={password},abortConnect=true";
    }

    public string ConnectionString { get; }

    public void Dispose() => server.Dispose();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
