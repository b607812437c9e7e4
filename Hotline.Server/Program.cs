if (args is ["drill", ..] or ["triage", ..]) return await ServerVerbs.RunAsync(args);
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddPlatform();
    builder.AddRecords();
    builder.AddAudit();
    builder.AddLedger();
    builder.AddLines();
    builder.AddHotlineIdentity();
    builder.AddEscalations();
    builder.AddAdministration();
    builder.AddRecording();
    builder.AddTriage();
    builder.AddSupervision();
    builder.AddIntake();
    builder.AddAttendance();
    builder.AddAnswering();
    builder.AddHandover();
    builder.AddDispatch();
    builder.AddReconciling();
    builder.AddDossier();
    builder.AddLive();
    builder.AddSite();
    var app = builder.Build();
    app.PrepareRecords();
    app.MapPlatform();
    app.MapHotlineIdentity();
    app.MapAdministration();
    app.MapIntake();
    app.MapDossier();
    app.MapHandover();
    app.MapSupervision();
    app.MapEscalations();
    app.MapLive();
    app.MapSite();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartupErrors.Explains(failure)) { return StartupErrors.Report(failure); }
