using Hotline.Server.Platform;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Server.Recording;

public static class RecordingModule
{
    /// <summary>Recorder and restorer; needs records, audit and ledger. After the rooms that read the lines: it gives each a floor.</summary>
    public static WebApplicationBuilder AddRecording(this WebApplicationBuilder builder)
    {
        builder.Services.AddRecorder();
        builder.Services.AddHostedService<CheckStores>();
        builder.Services.AddHostedService<RestoreAtStart>();
        builder.Services.AddSingleton<Acknowledge>();
        builder.Services.AddSingleton<ICarryFiles, CarryFiles>();
        builder.Services.AddHealthChecks().AddCheck<RecorderCheck>("recorder");
        builder.Services.AddHostedService(all => all.GetRequiredService<RecorderLoops>());
        return builder;
    }

    /// <summary>The parts without what starts by itself.</summary>
    internal static void AddRecorder(this IServiceCollection services)
    {
        services.TryAddSingleton<LoopBeats>();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<RecordJournal>();
        services.AddSingleton<EpochLog>();
        services.AddSingleton<RecordedFloor>();
        services.AddSingleton<RestoreFloor>();
        services.AddSingleton<AdoptFloor>();
        services.AddSingleton<ForgetRecorded>();
        services.AddSingleton<RecordedProgress>();
        services.AddSingleton<IRecordedProgress>(all => all.GetRequiredService<RecordedProgress>());
        services.AddSingleton<RecorderRoom>();
        services.AddSingleton<RecorderLoops>();
        services.AddSingleton<IRecorderBeats>(all => all.GetRequiredService<RecorderLoops>());
    }
}
