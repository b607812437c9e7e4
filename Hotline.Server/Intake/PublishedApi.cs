using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Hotline.Server.Intake;

/// <summary>The API as a document: <c>/openapi/v1.json</c> (OpenAPI 3.1), and in Development a page to try it at <c>/scalar</c>.</summary>
public static class PublishedApi
{
    internal const string Name = "v1";
    private const string Scheme = "ChannelKey";

    public static WebApplicationBuilder AddPublishedApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(Name, Describe);
        builder.Services.AddSingleton<PublishedDocument>();
        return builder;
    }

    private static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Hotline", Version = "v1", Description = "Intake of contacts and the consoles' API. Problems are of type https://hotline.invalid/problems/{slug}." };
            // Whoever serves it is the address; a host in the document would differ on every machine.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Channel-Key", Description = "Key of a channel, shown once by administration.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.RelativePath?.StartsWith("api/v1/lines/", StringComparison.Ordinal) is not true) return Task.CompletedTask;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            // The line is read before the handler, so the framework does not know of it.
            operation.Parameters ??= [];
            operation.Parameters.Insert(0, new OpenApiParameter { Name = "line", In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        });
    }

    public static WebApplication MapPublishedApi(this WebApplication app)
    {
        app.MapGet($"/openapi/{Name}.json", async (PublishedDocument document, CancellationToken cancel) =>
            TypedResults.Bytes(await document.ReadAsync(cancel), "application/json; charset=utf-8")).AllowAnonymous().ExcludeFromDescription();
        if (app.Environment.IsDevelopment()) app.MapScalarApiReference("/scalar", options => options.WithTitle("Hotline")).AllowAnonymous();
        return app;
    }

    internal static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, string description) =>
        route.WithName(name).WithSummary(summary).WithDescription(description);

    /// <summary>Documents a body that the handler reads itself: binding would refuse what intake must accept.</summary>
    internal static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route, string aboutKey, bool keyRequired = false) => route.AddOpenApiOperationTransformer(async (operation, context, cancel) =>
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(TBody), null, cancel);
        MakeOptional(schema);
        context.Document!.AddComponent<IOpenApiSchema>(typeof(TBody).Name, schema);
        operation.RequestBody = new OpenApiRequestBody
        {
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = new OpenApiSchemaReference(typeof(TBody).Name, context.Document) } },
        };
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotencyKeys.Header, In = ParameterLocation.Header, Required = keyRequired, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Description = aboutKey,
        });
    });

    /// <summary>A member that may be null may be left out.</summary>
    private static void MakeOptional(IOpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var optional = member.Type is { } type ? type.HasFlag(JsonSchemaType.Null) || type == JsonSchemaType.Object : member.Enum is { Count: > 0 };
            if (optional) schema.Required?.Remove(name);
            MakeOptional(member);
            if (member.Items is { } items) MakeOptional(items);
        }
    }

    internal static RouteHandlerBuilder Gives<TAnswer>(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses) route.Produces<TAnswer>(status);
        return route.Refuses(401, 403, 404, 413, 429, 503);
    }

    internal static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses) route.ProducesProblem(status);
        return route;
    }
}
