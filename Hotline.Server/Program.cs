using Hotline.Server.Platform;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddPlatform();

    var app = builder.Build();
    app.MapPlatform();

    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartupErrors.Explains(failure))
{
    return StartupErrors.Report(failure);
}
