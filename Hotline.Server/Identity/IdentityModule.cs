using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Hotline.Server.Audit;
using Hotline.Server.Platform;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;

namespace Hotline.Server.Identity;

public static class IdentityModule
{
    /// <summary>Needs records, audit and lines.</summary>
    public static WebApplicationBuilder AddHotlineIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddValidatedOptions<SessionSettings>(SessionSettings.Section);
        services.AddWireFormat();
        // Before the framework's own, which reads the ring.
        services.AddHostedService<MakeRingKey>();
        services.AddDataProtection().SetApplicationName("hotline").PersistKeysToDbContext<RecordsDb>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyEncryptionKey>((options, key) => options.XmlEncryptor = new SealedRing(key));
        services.AddIdentityCore<Account>(PasswordRules.Configure)
            .AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<RecordsDb>().AddPasswordValidator<PasswordRules>();

        // 210,000 rounds of PBKDF2-SHA512 (OWASP). Development signs in hundreds of drill workers at once, with a public password.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = builder.Environment.IsDevelopment() ? 10_000 : 210_000);

        AddSchemes(services);
        AddMemory(services);
        AddOrders(services);
        return builder;
    }

    /// <summary>Middleware and endpoints. After what serves static files: from here on nothing is served that states no policy.</summary>
    public static WebApplication MapHotlineIdentity(this WebApplication app)
    {
        app.UseMiddleware<SameOrigin>();
        app.UseAuthentication();
        app.UseAuthorization();
        var session = app.MapGroup("/api/v1/session").WithTags("session").AddEndpointFilter<RefuseWithoutRecords>();
        SignIn.Map(session);
        ReadSession.Map(session);
        SignOut.Map(session);
        ReadHints.Map(session);
        RedeemInvitation.Map(session);
        CreateFirstAdministrator.Map(session);
        return app;
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.AddAuthentication(Policies.SessionScheme)
            .AddCookie(Policies.SessionScheme)
            .AddScheme<AuthenticationSchemeOptions, ChannelKeyHandler>(Policies.ChannelKeyScheme, null);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SessionCookie>();
        services.AddAuthorization();
        services.AddSingleton<IConfigureOptions<AuthorizationOptions>, PolicyTable>();
        services.AddSingleton<IAuthorizationHandler, RoleHeldNow>();
    }

    private static void AddMemory(IServiceCollection services)
    {
        services.AddSingleton<DemoAccess>();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<IWorkerDirectory>(provider => provider.GetRequiredService<AccountDirectory>());
        services.AddSingleton<ISessions>(provider => provider.GetRequiredService<AccountDirectory>());
        services.AddSingleton<IRemembered>(provider => provider.GetRequiredService<AccountDirectory>());
        services.AddHostedService(provider => provider.GetRequiredService<AccountDirectory>());
        services.AddSingleton<ChannelKeys>();
        services.AddSingleton<IRemembered>(provider => provider.GetRequiredService<ChannelKeys>());
        services.AddHostedService(provider => provider.GetRequiredService<ChannelKeys>());
        services.AddHostedService<LoopbackOnly>();
        services.AddHostedService<OfferFirstAdministrator>();
    }

    private static void AddOrders(IServiceCollection services)
    {
        services.TryAddSingleton<AuditedChange>();
        services.AddSingleton<SignInAttempts>();
        services.AddScoped<Credentials>();
        services.AddScoped<SignIn>();
        services.AddScoped<SignOut>();
        services.AddScoped<RedeemInvitation>();
        services.AddScoped<CreateFirstAdministrator>();
    }
}
