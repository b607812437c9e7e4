namespace Hotline.Server.Triage;

public static class TriageModule
{
    public static WebApplicationBuilder AddTriage(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IActiveRules, ShippedRules>();
        return builder;
    }
}
