using Hotline.Console;
using Hotline.Console.Access;
using Hotline.Console.Admin;
using Hotline.Console.Board;
using Hotline.Console.Desk;
using Hotline.Console.Escalations;
using Hotline.Console.Live;
using Hotline.Console.PartnerDesk;
using Hotline.Console.Parts;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.Services.AddParts();
builder.Services.AddAccess(new Uri(builder.HostEnvironment.BaseAddress));
builder.Services.AddLive();
builder.Services.AddDesk();
builder.Services.AddBoard();
builder.Services.AddEscalations();
builder.Services.AddPartnerDesk();
builder.Services.AddAdmin();

var host = builder.Build();
await host.StartConsole();
await host.RunAsync();
