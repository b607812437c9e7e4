using Hotline.Server.Ledger;
using Hotline.Server.Platform;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Dispatch;

public static class DispatchModule
{
    public static WebApplicationBuilder AddDispatch(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<DispatchOptions>(DispatchOptions.Section);
        services.AddSingleton<IValidateOptions<DispatchOptions>, ValidateDispatch>();
        services.AddSingleton<IFloorSettings, FloorSettings>();
        services.AddSingleton<DispatchBeats>();
        services.AddSingleton<OfferContacts>();
        services.AddSingleton<SweepInbox>();
        services.AddSingleton<IOutsideFloor, OutsideFloor>();
        services.AddSingleton<LineRounds>();
        services.AddSingleton<ShowOffer>();
        services.AddSingleton<AcceptOffer>();
        services.AddSingleton<DeclineOffer>();
        services.AddSingleton<TakeLastCall>();
        services.AddSingleton<PullNext>();
        services.AddHostedService<FloorMeter>();
        services.AddHostedService<DispatchLoop>();
        services.AddHealthChecks().AddCheck<DispatchCheck>("dispatcher");
        return builder;
    }
}
