namespace Hotline.Server.Audit;

public static class AuditModule
{
    /// <summary>The hash-chained audit trail; needs the records.</summary>
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAuditTrail, SqlAuditTrail>();
        builder.Services.AddSingleton<IAuditChains, SqlAuditChains>();
        return builder;
    }
}
