using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Hotline.Tests.Ledger;

/// <summary>One node's ledger room, alone, on a given engine.</summary>
internal sealed class LedgerNode : IAsyncDisposable
{
    private readonly IHost host;

    private LedgerNode(IHost host) => this.host = host;

    public static readonly LineId Line = new("test");

    public ILedger Ledger => host.Services.GetRequiredService<ILedger>();
    public IJournal Journal => host.Services.GetRequiredService<IJournal>();
    public IFloorPublisher Publisher => host.Services.GetRequiredService<IFloorPublisher>();
    public ILeases Leases => host.Services.GetRequiredService<ILeases>();
    public IConsoleLeases Consoles => host.Services.GetRequiredService<IConsoleLeases>();
    public IServiceProvider Services => host.Services;

    /// <param name="redis">Connection string; null = the embedded engine.</param>
    public static async Task<LedgerNode> StartAsync(string? redis)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:Redis", redis), new("Urls", "http://127.0.0.1:0"), new("Ledger:MostUnrecordedMiB", "2")]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IFloorSettings, OneLine>();
        builder.AddLedger();
        var app = builder.Build();
        await app.StartAsync();
        return new LedgerNode(app);
    }

    /// <summary>Publishes an empty floor and waits until this node has it.</summary>
    public async Task OpenAsync(long epoch = 1, params Contact[] contacts)
    {
        await Publisher.PublishAsync(Line, epoch - 1, epoch, "start", contacts, [], [], CancellationToken.None);
        await Support.Until.True(() => Ledger.State(Line).Epoch == epoch, $"epoch {epoch} is read");
    }

    public Task<LedgerAnswer> Do(FloorCommand command, string? id = null) =>
        Ledger.ExecuteAsync(Line, new CommandId(id ?? Contracts.CommandIds.Next(Ledger.Now)), Actor.System, command);

    public IDatabase Database => host.Services.GetRequiredService<RedisStore>().Database;

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private sealed class OneLine : IFloorSettings
    {
        public IReadOnlyCollection<LineId> Lines => [Line];
        public FloorRules RulesOf(LineId line) => FloorRules.Default;
    }
}
