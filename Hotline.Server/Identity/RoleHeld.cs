using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Identity;

/// <summary>A standing session whose account holds one of the roles now.</summary>
internal sealed record RoleHeld(bool WithLine, params string[] Roles) : IAuthorizationRequirement;

/// <summary>
/// Asks the directory and not the principal: that of a hub connection is as old as the connection, and a role taken away, an ended session
/// or a disabled account must stop the very next call.
/// </summary>
internal sealed class RoleHeldNow(AccountDirectory accounts) : AuthorizationHandler<RoleHeld>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleHeld requirement)
    {
        if (accounts.Stands(context.User)
            && accounts.FindAccount(context.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value) is { } account
            && (requirement.Roles.Length == 0 || requirement.Roles.Any(account.Holds))
            && (!requirement.WithLine || account.Worker.Line is not null)
            && MayBePartner(requirement, account))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    // Whoever is a partner is nothing else, whatever other roles a row may have; and one that is bound to no partner is not even that.
    private static bool MayBePartner(RoleHeld requirement, KnownAccount account) =>
        requirement.Roles.Length == 0 || (requirement.Roles.Contains(Wire.Roles.Partner) ? account.PartnerId is not null : !account.Holds(Wire.Roles.Partner));
}

/// <summary>The policies of <see cref="Policies"/>. Whatever states none is refused to everybody.</summary>
internal sealed class PolicyTable : IConfigureOptions<AuthorizationOptions>
{
    public void Configure(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder(Policies.SessionScheme).RequireAssertion(_ => false).Build();
        options.AddPolicy(Policies.Channel, new AuthorizationPolicyBuilder(Policies.ChannelKeyScheme)
            .RequireAuthenticatedUser().RequireClaim(HotlineClaims.KeyId).Build());
        AddRoles(options, Policies.SignedIn, new RoleHeld(false));
        AddRoles(options, Policies.Console, new RoleHeld(false, Wire.Roles.Operator, Wire.Roles.Supervisor, Wire.Roles.Administrator));
        AddRoles(options, Policies.Worker, new RoleHeld(true, Wire.Roles.Operator, Wire.Roles.Supervisor));
        AddRoles(options, Policies.Partner, new RoleHeld(true, Wire.Roles.Partner));
        AddRoles(options, Policies.Supervisor, new RoleHeld(false, Wire.Roles.Supervisor, Wire.Roles.Administrator));
        AddRoles(options, Policies.Administrator, new RoleHeld(false, Wire.Roles.Administrator));
    }

    private static void AddRoles(AuthorizationOptions options, string name, RoleHeld held) =>
        options.AddPolicy(name, new AuthorizationPolicyBuilder(Policies.SessionScheme).RequireAuthenticatedUser().AddRequirements(held).Build());
}
