using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hotline.Server.Floor;
using Hotline.Server.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Platform;

public sealed partial class ProblemsTests
{
    [Test]
    public void Every_refusal_has_a_status_a_slug_and_a_sentence([Values] Refusal refusal)
    {
        var (slug, sentence, status) = Problems.Of(refusal);

        Assert.That(slug, Does.Match(Slug()));
        Assert.That(status, Is.InRange(400, 599));
        Assert.That(sentence.Split(' '), Has.Length.GreaterThanOrEqualTo(4), "a sentence says what to do");
        Assert.That(sentence, Does.EndWith("."));
    }

    [Test]
    public void Every_refusal_has_a_slug_of_its_own() =>
        Assert.That(Enum.GetValues<Refusal>().Select(refusal => Problems.Of(refusal).Slug), Is.Unique);

    [Test]
    public void A_refusal_without_a_sentence_is_found() =>
        Assert.That(() => Problems.Of((Refusal)9999), Throws.InstanceOf<Exception>());

    [Test]
    public void Every_row_of_the_table_has_a_readable_slug_and_a_title()
    {
        foreach (var kind in Problems.All)
        {
            Assert.That(kind.Slug, Does.Match(Slug()));
            Assert.That(kind.Title, Does.EndWith("."), kind.Slug);
            Assert.That(kind.Status, Is.InRange(400, 599), kind.Slug);
        }
    }

    [Test]
    public void A_slug_that_is_not_in_the_table_is_refused() =>
        Assert.That(() => Problems.Problem("no_such_slug"), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task A_problem_carries_type_title_status_detail_extensions_and_trace_id()
    {
        await using var app = await StartAsync();

        var answer = await app.GetTestClient().GetAsync(new Uri("/gone", UriKind.Relative));
        var problem = await answer.Content.ReadFromJsonAsync(Wire.WireJson.Default.Problem);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem!.Slug, Is.EqualTo("unknown_line"));
        Assert.That(problem.Type, Is.EqualTo("https://hotline.invalid/problems/unknown_line"));
        Assert.That(problem.Title, Is.Not.Empty);
        Assert.That(problem.Detail, Is.EqualTo("No line x."));
        Assert.That(problem.EmergencyNumbers, Is.EqualTo(new[] { "112" }));
        Assert.That(problem.TraceId, Is.Not.Null.And.Not.Empty);
    }

    [TestCase("/nowhere", HttpStatusCode.NotFound, "not_found")]
    [TestCase("/bare/401", HttpStatusCode.Unauthorized, "not_signed_in")]
    [TestCase("/bare/418", (HttpStatusCode)418, "bad_request")]
    [TestCase("/number/x", HttpStatusCode.BadRequest, "bad_request")]
    public async Task A_bare_status_leaves_as_a_problem(string path, HttpStatusCode status, string slug)
    {
        await using var app = await StartAsync();

        var answer = await app.GetTestClient().GetAsync(new Uri(path, UriKind.Relative));
        var problem = await answer.Content.ReadFromJsonAsync(Wire.WireJson.Default.Problem);

        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That(problem!.Slug, Is.EqualTo(slug));
        Assert.That(problem.Status, Is.EqualTo((int)status));
        Assert.That(problem.TraceId, Is.Not.Null.And.Not.Empty);
    }

    [TestCase("Production", false)]
    [TestCase("Development", true)]
    public async Task An_unexpected_failure_says_what_it_was_only_in_Development(string environment, bool told)
    {
        await using var app = await StartAsync(environment);

        var answer = await app.GetTestClient().GetAsync(new Uri("/fail", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(text, Does.Contain("internal_error").And.Contain("traceId"));
        Assert.That(text.Contains("the inside of the house", StringComparison.Ordinal), Is.EqualTo(told));
    }

    private static async Task<WebApplication> StartAsync(string environment = "Production")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Services.AddProblems();
        var app = builder.Build();
        app.UseProblems();
        app.MapGet("/gone", () => Problems.Problem("unknown_line", "No line x.", new Dictionary<string, object?> { ["emergencyNumbers"] = new[] { "112" } }));
        app.MapGet("/bare/{status:int}", (int status) => TypedResults.StatusCode(status));
        app.MapGet("/number/{value}", (int value) => TypedResults.Ok(value));
        app.MapGet("/fail", IResult () => throw new InvalidOperationException("the inside of the house"));
        await app.StartAsync();
        return app;
    }

    [GeneratedRegex("^[a-z][a-z_]*[a-z]$")]
    private static partial Regex Slug();
}
