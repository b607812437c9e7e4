namespace Hotline.Server.Reconciling;

public static class ReconcilingModule
{
    /// <summary>The auditor of floors; needs ledger, recording, dispatch, and somebody who takes its alarms.</summary>
    public static WebApplicationBuilder AddReconciling(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ReconcileFloor>();
        services.AddSingleton<ReconcileQueue>();
        services.AddSingleton<ReconcileRecords>();
        services.AddSingleton<ReconcileDispatch>();
        services.AddSingleton<ReconcileLine>();
        services.AddHostedService<ReconcilingLoop>();
        return builder;
    }
}
