using Microsoft.Extensions.Options;

namespace Hotline.Server.Platform.Sealing;

public static class SealingModule
{
    /// <summary>Field encryption of personal data.</summary>
    /// <param name="developmentKeyFile">Where a key file is made in Development when no setting says otherwise.</param>
    public static WebApplicationBuilder AddSealing(this WebApplicationBuilder builder, Func<IServiceProvider, string> developmentKeyFile)
    {
        var development = builder.Environment.IsDevelopment();
        builder.Services.AddSingleton<IValidateOptions<SealingOptions>, ValidateSealing>();
        builder.Services.AddOptions<SealingOptions>().BindConfiguration(SealingOptions.Section)
            .PostConfigure<IServiceProvider>((options, provider) =>
            {
                if (!development || !string.IsNullOrWhiteSpace(options.Key) || !string.IsNullOrWhiteSpace(options.KeyFile)) return;
                options.KeyFile = developmentKeyFile(provider);
                options.MakeKeyFile = true;
            })
            .ValidateOnStart();
        builder.Services.AddSingleton<KeyEncryptionKey>();
        return builder;
    }
}
