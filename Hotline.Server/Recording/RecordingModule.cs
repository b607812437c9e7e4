namespace Hotline.Server.Recording;

public static class RecordingModule
{
    /// <summary>Recorder and restorer; needs records, audit and ledger. Call <see cref="IRecorderBeats.RestoreAllAsync"/> at start, after the checks.</summary>
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
        services.AddSingleton<IRecorderBeats>(all => all.GetRequiredService<RecorderLoops>());
        services.AddHostedService(all => all.GetRequiredService<RecorderLoops>());
        return builder;
    }
}
