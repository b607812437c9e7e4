using Hotline.Server.Floor;
using Hotline.Server.Ledger;
using Hotline.Server.Recording;
using Hotline.Tests.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Tests.Recording;

/// <summary>One node's recorder over a floor in memory, driven step by step.</summary>
internal sealed class RecorderNode(RecordsNode records, FloorInMemory floor) : IAsyncDisposable
{
    public RecordsNode Records => records;
    public FloorInMemory Floor => floor;
    public LineRecorder Recorder { get; } = records.Get<RecorderRoom>().RecorderOf(FloorInMemory.Line);
    public RecordedProgress Progress => records.Get<RecordedProgress>();
    public RestoreFloor Restore => records.Get<RestoreFloor>();
    public RecordJournal Journal => records.Get<RecordJournal>();
    public EpochLog Epochs => records.Get<EpochLog>();
    public List<(string Why, RestoreFloor.Outcome Outcome)> Restored { get; } = [];

    /// <summary>With a floor for the line, as after a start.</summary>
    public static async Task<RecorderNode> StartAsync(string provider)
    {
        var floor = new FloorInMemory();
        var node = new RecorderNode(await RecordsNode.StartAsync(provider, more: builder => Add(builder, floor)), floor);
        await node.StepsAsync();
        return node;
    }

    /// <summary>Another node on the same stores.</summary>
    public RecorderNode Twin() => new(records.Twin(more: builder => Add(builder, floor)), floor);

    public Task<RecorderStep> StepAsync() => Recorder.StepAsync(Progress.Recorded, (_, why, outcome) => Restored.Add((why, outcome)), CancellationToken.None);

    /// <summary>Until there is nothing to do.</summary>
    public async Task StepsAsync()
    {
        while (await StepAsync() != RecorderStep.Idle) { }
    }

    public Task<Contact?> RecordedAsync(string contact) => records.File.RecordedStateAsync(FloorInMemory.Line, new ContactId(contact), CancellationToken.None);

    public ValueTask DisposeAsync() => records.DisposeAsync();

    private static void Add(WebApplicationBuilder builder, FloorInMemory floor)
    {
        builder.Services.AddSingleton<IJournal>(floor).AddSingleton<IFloorPublisher>(floor).AddSingleton<IRecentEntries>(floor).AddSingleton<ILeases>(floor)
            .AddSingleton<ILedger>(floor).AddSingleton<IFloorSettings>(floor);
        builder.Services.AddRecorder();
    }
}
