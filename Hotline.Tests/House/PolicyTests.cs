using System.Reflection;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Hotline.Tests.House;

/// <summary>Who may is written at every door: an endpoint or hub method without a policy does not pass.</summary>
public sealed class PolicyTests
{
    /// <summary>MapStaticAssets adds it in Development, beyond the reach of conventions: files that appeared in wwwroot since the build.</summary>
    private const string DevelopmentFiles = "Fallback {**path:file}";

    [TestCase("Development")]
    [TestCase("Production")]
    public async Task Every_endpoint_states_its_policy(string environment)
    {
        await using var app = new HouseApp(environment);
        var endpoints = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).Distinct().ToList();

        Assert.That(endpoints, Is.Not.Empty);
        Assert.That(endpoints.Where(endpoint => !StatesPolicy(endpoint)).Select(endpoint => endpoint.DisplayName).Where(name => name != DevelopmentFiles), Is.Empty);
    }

    [Test]
    public void Every_hub_method_states_its_policy() => Assert.That(
        typeof(Hotline.Server.Floor.Contact).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hub)) && !type.IsAbstract).SelectMany(Silent), Is.Empty);

    // Negative controls

    [Test]
    public async Task An_endpoint_without_a_policy_is_caught()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/silent", () => "");
        app.MapGet("/default", () => "").RequireAuthorization();
        app.MapGet("/named", () => "").RequireAuthorization("channel");
        app.MapGet("/built", () => "").RequireAuthorization(policy => policy.RequireRole("x"));
        app.MapGet("/open", () => "").AllowAnonymous();
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Cast<RouteEndpoint>();

        Assert.That(endpoints.Where(endpoint => !StatesPolicy(endpoint)).Select(endpoint => endpoint.RoutePattern.RawText), Is.EquivalentTo(new[] { "/silent", "/default" }));
    }

    [Test]
    public void A_hub_method_without_a_policy_is_caught() => Assert.That(Silent(typeof(Samples.CarelessHub)), Is.EqualTo(new[] { "CarelessHub.Say" }));

    // "Signed in" alone is no policy: it lets every role in.
    private static bool StatesPolicy(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null
        || endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is not null);

    private static IEnumerable<string> Silent(Type hub) =>
        hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == hub && method.Name != nameof(IDisposable.Dispose))
            .Where(method => !method.GetCustomAttributes<AuthorizeAttribute>().Any(attribute => attribute.Policy is not null)
                && method.GetCustomAttribute<AllowAnonymousAttribute>() is null)
            .Select(method => $"{hub.Name}.{method.Name}");
}
