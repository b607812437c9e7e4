namespace Hotline.Server.Recording;

public static class RecordingModule
{
    /// <summary>Recorder and restorer; needs records, audit and ledger. After the rooms that read the lines: it gives each a floor.</summary>
    public static WebApplicationBuilder AddRecording(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
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
        services.AddHostedService<CheckStores>();
        services.AddHostedService<RestoreAtStart>();
        services.AddSingleton<Acknowledge>();
        services.AddHealthChecks().AddCheck<RecorderCheck>("recorder");
        services.AddSingleton<IRecorderBeats>(all => all.GetRequiredService<RecorderLoops>());
        services.AddHostedService(all => all.GetRequiredService<RecorderLoops>());
        return builder;
    }
}
