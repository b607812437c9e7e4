using System.Net.Http.Json;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using NUnit.Framework;

namespace Hotline.Tests.Live;

/// <summary>An account that is disabled has no console left, wherever it was open.</summary>
public sealed class RevokedConsoleTests
{
    [Test]
    public async Task Disabling_an_account_closes_its_hub_and_gives_back_what_it_was_offered()
    {
        await using var server = await RunningServer.StartAsync();
        var cookie = await server.SignInAsync("demo-operator2");
        await using var console = new HubConnectionBuilder().WithUrl(new Uri(server.Url, "hubs/console"), HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true;
            options.Headers["Cookie"] = cookie;
        }).Build();
        var (closed, reason) = (false, "");
        console.Closed += _ =>
        {
            closed = true;
            return Task.CompletedTask;
        };
        console.On<string>(nameof(IConsoleClient.SignedOut), why => reason = why);
        await console.StartAsync();
        await console.InvokeAsync<object>(nameof(IConsoleHub.Join), new { line = "demo", consoleId = "c", claims = Array.Empty<string>() });
        await console.InvokeAsync<object>(nameof(IConsoleHub.SetPresence), new { commandId = CommandIds.Next(TimeProvider.System.GetUtcNow()), presence = "Available" });
        var receipt = await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("cssrs.4", "yes")], null, null, null));
        await Until.True(async () => (await server.ReadPlaceAsync(receipt.ContactId)).Phase == Phase.Offered, "offered");

        await DisableAsync(server, "demo-operator2");
        await Until.True(() => closed, "the hub is closed", TimeSpan.FromSeconds(5));
        Assert.That(reason, Is.EqualTo("account_disabled").Or.EqualTo("session_ended"));
        await Until.True(async () => (await server.ReadPlaceAsync(receipt.ContactId)).Phase == Phase.Waiting, "back in the queue");
        Assert.That(async () => await console.StartAsync(), Throws.Exception, "and it cannot come back");
    }

    private static async Task DisableAsync(RunningServer server, string user)
    {
        var admin = await server.SignInAsync("demo-admin");
        using var list = new HttpRequestMessage(HttpMethod.Get, "/api/v1/admin/workers") { Headers = { { "Cookie", admin } } };
        using var answer = await server.Client.SendAsync(list);
        var worker = (await answer.Content.ReadFromJsonAsync(WireJson.Default.IReadOnlyListWorkerAccountView))!.Single(account => account.UserName == user);
        var body = new SaveWorkerRequest(worker.UserName, worker.Name, worker.Roles, worker.Line, worker.Languages, worker.Skills, worker.Channels, false);
        using var change = new HttpRequestMessage(HttpMethod.Put, "/api/v1/admin/workers/" + worker.Id) { Headers = { { "Cookie", admin } }, Content = JsonContent.Create(body, WireJson.Default.SaveWorkerRequest) };
        using var changed = await server.Client.SendAsync(change);
        changed.EnsureSuccessStatusCode();
    }
}
