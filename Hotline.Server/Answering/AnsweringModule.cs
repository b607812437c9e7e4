namespace Hotline.Server.Answering;

public static class AnsweringModule
{
    public static WebApplicationBuilder AddAnswering(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AssessContact>();
        builder.Services.AddSingleton<EndContact>();
        builder.Services.AddSingleton<ExtendWrapUp>();
        builder.Services.AddSingleton<FinishWrapUp>();
        return builder;
    }
}
