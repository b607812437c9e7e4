using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Hotline.Server.Recording;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Hotline.Tests.Recording;

/// <summary>The default set-up in earnest: embedded engine and SQLite, started, stopped and started again.</summary>
internal sealed class EmbeddedTests
{
    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("hotline-embedded-").FullName;

    [TearDown]
    public void DropFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_floor_survives_a_stop_of_an_engine_that_keeps_nothing()
    {
        await using (var first = await StartAsync())
        {
            var ledger = first.Services.GetRequiredService<ILedger>();
            await ReadyAsync(ledger, 1);
            for (var i = 0; i < 50; i++) await DoAsync(ledger, A.Arrival($"c{i}", at: ledger.Now));
            var last = await DoAsync(ledger, A.Arrival("last", at: ledger.Now));
            Assert.That(await first.Services.GetRequiredService<IRecordedProgress>().RecordedAsync(last, TimeSpan.FromSeconds(20), default), Is.True);
            // Not waited for: the stop records it.
            await DoAsync(ledger, A.Arrival("unwaited", at: ledger.Now));
            await first.StopAsync();
        }

        await using var second = await StartAsync();
        var restored = second.Services.GetRequiredService<ILedger>();
        await ReadyAsync(restored, 2);

        Assert.That(restored.State(FloorInMemory.Line).Contacts, Has.Count.EqualTo(52));
        await DoAsync(restored, new FloorCommand.WithdrawContact(new ContactId("last"), "hung_up"));
        await Until.True(async () => (await second.Services.GetRequiredService<IContactFile>().RecordedStateAsync(FloorInMemory.Line, new ContactId("last"), default))?.IsLive == false, "the end is recorded");
        Assert.That(second.Services.GetRequiredService<IRecorderBeats>().LastBeatAt(FloorInMemory.Line), Is.Not.Null);
        await second.StopAsync();
    }

    private async Task<WebApplication> StartAsync()
    {
        var app = RecordsNode.Build(folder, null, more: builder =>
        {
            builder.Services.AddSingleton<IFloorSettings>(new FloorInMemory());
            builder.AddLedger();
            builder.AddRecording();
        });
        await app.StartAsync();
        return app;
    }

    private static Task ReadyAsync(ILedger ledger, long epoch) => Until.True(() => ledger.State(FloorInMemory.Line).Epoch == epoch, $"epoch {epoch} is read", TimeSpan.FromSeconds(20));

    private static async Task<JournalEntry> DoAsync(ILedger ledger, FloorCommand command)
    {
        var answer = await ledger.ExecuteAsync(FloorInMemory.Line, new CommandId(Contracts.CommandIds.Next(ledger.Now)), Actor.System, command);
        return answer is LedgerAnswer.Committed committed ? committed.Entry : throw new AssertionException($"{answer}");
    }
}
