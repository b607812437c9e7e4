using Microsoft.Extensions.DependencyInjection.Extensions;
using Hotline.Server.Records;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Lines;

public static class LinesModule
{
    /// <summary>Needs the records.</summary>
    public static WebApplicationBuilder AddLines(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IValidateOptions<LinesOptions>, ValidateLines>();
        builder.Services.AddOptions<LinesOptions>().BindConfiguration(LinesOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<LineDirectory>();
        builder.Services.AddSingleton<ILineDirectory>(services => services.GetRequiredService<LineDirectory>());
        builder.Services.AddSingleton<IRemembered>(services => services.GetRequiredService<LineDirectory>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LineDirectory>());
        return builder;
    }
}
