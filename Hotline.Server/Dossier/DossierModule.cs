using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Server.Dossier;

public static class DossierModule
{
    /// <summary>More is a document, not a note.</summary>
    public const int LongestNote = 16_000;

    public static WebApplicationBuilder AddDossier(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddScoped<WhoMayRead>();
        builder.Services.AddScoped<ReadDossier.Ways>();
        builder.Services.AddScoped<ReadDossier>();
        builder.Services.AddScoped<SaveNote>();
        builder.Services.AddSingleton<ReadInstruments>();
        return builder;
    }

    public static WebApplication MapDossier(this WebApplication app)
    {
        var contacts = app.MapGroup("/api/v1/console/contacts/{id}").RequireAuthorization(Policies.Worker).WithTags("Dossier");
        contacts.MapGet("/", (HttpContext http, string id, ReadDossier order, CancellationToken cancel) => order.HandleAsync(http, Caller.Of(http.User), new ContactId(id), cancel))
            .WithName("ReadDossier").WithSummary("All that is kept about a contact").WithDescription("For its holder and who is beside, for a while its last holder, and the line's supervisors. Each read is audited.")
            .Produces<Wire.ContactRecord>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);
        contacts.MapGet("/instruments", (HttpContext http, string id, ReadInstruments order) => order.Handle(Caller.Of(http.User), new ContactId(id)))
            .WithName("ReadInstruments").WithSummary("What may be asked about a contact").WithDescription("By the rules that grade it, with the word of every reason in both languages.")
            .Produces<Wire.InstrumentsView>().ProducesProblem(401).ProducesProblem(403);
        contacts.MapPut("/note", (HttpContext http, string id, Wire.SaveNote note, SaveNote order, CancellationToken cancel) => order.HandleAsync(http, Caller.Of(http.User), new ContactId(id), note, cancel))
            .WithName("SaveNote").WithSummary("Saves the note of a contact").WithDescription("For its holder. The version is the one last read, 0 for none.")
            .Produces<Wire.NoteSaved>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        return app;
    }
}
