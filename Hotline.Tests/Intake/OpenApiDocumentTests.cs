using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Server.Intake;
using Hotline.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Hotline.Tests.Intake;

/// <summary>The published document and the server say the same.</summary>
public sealed class OpenApiDocumentTests
{
    private const string Intake = "/api/v1/lines/";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Kept = Path.Combine(Repository.Root, "docs", "openapi.json");

    [Test]
    public async Task The_document_that_is_kept_describes_intake_as_it_is_served()
    {
        var served = await ServedAsync();
        var kept = JsonNode.Parse(await File.ReadAllTextAsync(Kept))!;

        Assert.That(PathsOf(kept), Is.EqualTo(PathsOf(served)), How);
        foreach (var path in PathsOf(served))
            Assert.That(Text(kept["paths"]![path]), Is.EqualTo(Text(served["paths"]![path])), $"{path}: {How}");
        foreach (var schema in SchemasOf(served))
            Assert.That(Text(kept["components"]!["schemas"]![schema]), Is.EqualTo(Text(served["components"]!["schemas"]![schema])), $"{schema}: {How}");
    }

    [Test]
    public async Task The_document_is_made_once_however_often_it_is_asked_for()
    {
        await using var host = await PaperHost.StartAsync();
        var document = host.Services.GetRequiredService<PublishedDocument>();

        Assert.That(await document.ReadAsync(CancellationToken.None), Is.SameAs(await document.ReadAsync(CancellationToken.None)));
    }

    [Test]
    public async Task The_document_is_openapi_3_1_and_names_the_channel_key()
    {
        var served = await ServedAsync();

        Assert.That((string?)served["openapi"], Does.StartWith("3.1."));
        Assert.That((string?)served["components"]!["securitySchemes"]!["ChannelKey"]!["name"], Is.EqualTo("X-Channel-Key"));
        var open = served["paths"]!["/api/v1/lines/{line}/contacts"]!["post"]!;
        Assert.That(Text(open["requestBody"]), Does.Contain("OpenContactRequest"));
        Assert.That(open["responses"]!.AsObject().Select(answer => answer.Key), Is.SupersetOf(new[] { "200", "201", "400", "401", "403", "404", "409", "413", "422", "429", "503" }));
        Assert.That(Text(served["components"]!["schemas"]!["Band"]), Does.Contain("Imminent"), "enums go by name");
        Assert.That(served["servers"]?.AsArray() ?? [], Is.Empty, "a document is the same on every machine");
    }

    private const string How = "run the server in Development and: curl -s http://127.0.0.1:5080/openapi/v1.json > docs/openapi.json";

    /// <summary>The document as the server gives it.</summary>
    internal static async Task<JsonNode> ServedAsync()
    {
        await using var host = await PaperHost.StartAsync();
        return JsonNode.Parse(await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
    }

    private static string[] PathsOf(JsonNode document) =>
        [.. document["paths"]!.AsObject().Select(path => path.Key).Where(path => path.StartsWith(Intake, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Every schema that intake's paths rest on.</summary>
    private static SortedSet<string> SchemasOf(JsonNode document)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<JsonNode?>(PathsOf(document).Select(path => document["paths"]![path]));
        while (open.TryDequeue(out var node))
        {
            if (node is JsonArray items) foreach (var item in items) open.Enqueue(item);
            if (node is not JsonObject members) continue;
            if (members["$ref"] is JsonValue reference && ((string)reference!).Split('/') is [.., "schemas", var name] && found.Add(name)) open.Enqueue(document["components"]!["schemas"]![name]);
            foreach (var member in members) open.Enqueue(member.Value);
        }
        return found;
    }

    private static string Text(JsonNode? node) => node?.ToJsonString(Readable) ?? "nothing";
}
