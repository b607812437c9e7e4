using System.Text.Json.Serialization;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Platform;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Server.Intake;

public static class IntakeModule
{
    private const string OnceOnly = "One for each delivery: the same again changes nothing. Without it each delivery counts by itself.";
    private const string Route = "/api/v1/lines/{line}/contacts";

    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<IntakeOptions>(IntakeOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIntakeAlarms, LoggedAlarms>();
        services.AddSingleton<KeysInProgress>();
        services.AddSingleton<IntakeLimits>();
        services.AddSingleton<AdmitCall>();
        services.TryAddSingleton<HotlineMeter>();
        services.AddSingleton<GradeContact>();
        services.AddSingleton<WaitBooks>();
        services.AddScoped<FindContact>();
        services.AddScoped<RescoreFromEvidence.Ways>();
        services.AddScoped<RescoreFromEvidence>();
        services.AddScoped<AnswerChannel>();
        services.AddScoped<LookBack>();
        services.AddScoped<WishedWorkers>();
        services.AddScoped<OpenContact.Ways>();
        services.AddScoped<OpenContact>();
        services.AddScoped<BringFile>();
        services.AddScoped<OpenElsewhere>();
        services.AddScoped<FollowContact>();
        services.AddScoped<OpenedHere>();
        services.AddScoped<AddEvidence>();
        services.AddScoped<AddText.Ways>();
        services.AddScoped<AddText>();
        services.AddScoped<WithdrawContact.Answers>();
        services.AddScoped<WithdrawContact>();
        services.AddScoped<ReadPlace>();
        // The document describes enums by name and numbers as numbers, as the wire has them.
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        return builder.AddPublishedApi();
    }

    public static WebApplication MapIntake(this WebApplication app)
    {
        var contacts = app.MapGroup(Route).RequireAuthorization(Policies.Channel).WithTags("Intake")
            .AddEndpointFilterFactory((_, next) => context => context.HttpContext.RequestServices.GetRequiredService<AdmitCall>().InvokeAsync(context, next));

        contacts.MapPost("/", (HttpContext http, OpenContact order) => order.HandleAsync(Call(http)))
            .Describe("OpenContact", "Opens a contact", "Needs an Idempotency-Key. Refuses only for the key, the line, reuse or size; whatever else cannot be used is accepted with warnings and counts as unknown.")
            .Takes<Wire.OpenContactRequest>("One for each contact; the same again answers with the first.", keyRequired: true).Gives<Wire.ContactReceipt>(201, 200).Refuses(400, 409, 422);
        contacts.MapPost("/{id}/evidence", (HttpContext http, string id, AddEvidence order) => order.HandleAsync(Call(http), new ContactId(id)))
            .Describe("AddEvidence", "Adds evidence", "The contact is graded anew at once. The same said twice within two minutes counts once.")
            .Takes<Wire.AddEvidenceRequest>(OnceOnly).Gives<Wire.ContactReceipt>(200).Refuses(422);
        contacts.MapPost("/{id}/texts", (HttpContext http, string id, AddText order) => order.HandleAsync(Call(http), new ContactId(id)))
            .Describe("AddText", "Adds a text", "What the help seeker wrote, up to 16,000 characters. Sealed at rest.")
            .Takes<Wire.AddTextRequest>(OnceOnly).Gives<Wire.ContactReceipt>(200).Refuses(422);
        contacts.MapPost("/{id}/withdrawal", (HttpContext http, string id, WithdrawContact order) => order.HandleAsync(Call(http), new ContactId(id)))
            .Describe("WithdrawContact", "The help seeker left", "Takes a waiting contact out of the queue. One that somebody already answers stays: the phase in the answer says so.")
            .Takes<Wire.WithdrawRequest>(OnceOnly).Gives<Wire.ContactReceipt>(200);
        contacts.MapGet("/{id}", (HttpContext http, string id, ReadPlace order) => order.HandleAsync(Call(http), new ContactId(id)))
            .Describe("ReadPlace", "Where the contact stands", "For the channel that opened it.")
            .Gives<Wire.ContactPlace>(200);
        return app.MapPublishedApi();
    }

    private static IntakeCall Call(HttpContext http) =>
        http.Features.Get<IntakeCall>() ?? throw new InvalidOperationException("The route has no AdmitCall before it.");
}
