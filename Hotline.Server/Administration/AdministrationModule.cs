using Hotline.Server.Administration.Partners;
using Hotline.Server.Administration.RuleSets;
using Hotline.Server.Identity;
using Hotline.Server.Records;
using Hotline.Server.Triage.Rules;

namespace Hotline.Server.Administration;

public static class AdministrationModule
{
    /// <summary>Needs identity, lines, partners, AddAudit.</summary>
    public static WebApplicationBuilder AddAdministration(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<SeedDemo>();
        return builder;
    }

    public static WebApplication MapAdministration(this WebApplication app)
    {
        var admin = app.MapGroup("/api/v1/admin").RequireAuthorization(Policies.Administrator).WithTags("administration")
            .AddEndpointFilter<RefuseWithoutRecords>().ProducesProblem(401).ProducesProblem(403);
        ReadLines.Map(admin);
        CreateLine.Map(admin);
        ChangeLine.Map(admin);
        ReadRouting.Map(admin);
        ChangeRouting.Map(admin);
        ReadWorkers.Map(admin);
        CreateWorker.Map(admin);
        ChangeWorker.Map(admin);
        ResetPassword.Map(admin);
        ReadKeys.Map(admin);
        CreateKey.Map(admin);
        RevokeKey.Map(admin);
        ReadPartners.Map(admin);
        CreatePartner.Map(admin);
        ChangePartner.Map(admin);
        RotatePartnerSecret.Map(admin);
        TestPartner.Map(admin);
        AddPartnerPresets.Map(admin);
        ReadAudit.Map(admin);
        ReadRuleSets.Map(admin);
        AddRuleSet.Map(admin);
        ProposeRuleSet.Map(admin);
        ReadShadow.Map(admin);
        AddTextModel.Map(admin);
        DecideRuleSet.Map(app.MapGroup("/api/v1/admin").RequireAuthorization(Policies.Supervisor).WithTags("administration")
            .AddEndpointFilter<RefuseWithoutRecords>().ProducesProblem(401).ProducesProblem(403));
        // For editors of rule sets; it says nothing of any line.
        app.MapGet("/schemas/rule-set.json", () => TypedResults.Text(RuleSetFile.SchemaText, "application/schema+json")).AllowAnonymous().ExcludeFromDescription();
        return app;
    }
}
