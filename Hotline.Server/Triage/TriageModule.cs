namespace Hotline.Server.Triage;

public static class TriageModule
{
    public static IServiceCollection AddTriage(this IServiceCollection services) => services.AddSingleton<IAssessor, SpineAssessor>();
}
