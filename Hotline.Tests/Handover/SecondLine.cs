using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline.Contracts;
using Hotline.Tests.Identity;
using Hotline.Tests.Support;

namespace Hotline.Tests.Handover;

/// <summary>Another line of a running server, with one worker; made as an administrator makes them.</summary>
internal static class SecondLine
{
    public const string Id = "harbour";
    public const string Name = "Harbour line";
    public const string Worker = "harbour-operator";
    public const string Password = "correct horse battery";

    /// <summary>The worker's cookie.</summary>
    public static async Task<string> OpenAsync(RunningServer server)
    {
        using var administrator = new Browser(server.Url) { Cookie = await server.SignInAsync("demo-admin") };
        var line = new LineSettingsView(Id, Name, "港湾热线", "UTC", [], ["112"], null, ["en", "zh"], [], 60, Drill: false, Enabled: true, Version: 0);
        (await administrator.PostAsync("/api/v1/admin/lines", line, WireJson.Default.LineSettingsView)).EnsureSuccessStatusCode().Dispose();
        var worker = new SaveWorkerRequest(Worker, "Harbour Operator", [Roles.Operator], Id, ["en", "zh"], [], [.. Enum.GetValues<Channel>()], true);
        var link = await (await administrator.PostAsync("/api/v1/admin/workers", worker, WireJson.Default.SaveWorkerRequest)).ReadAsync(WireJson.Default.InvitationLink);
        using var guest = new Browser(server.Url);
        (await guest.PostAsync("/api/v1/session/invitation", new RedeemInvitationRequest(link.Path.Split('#')[1], Password), WireJson.Default.RedeemInvitationRequest)).EnsureSuccessStatusCode().Dispose();
        return await SignInAsync(server);
    }

    public static async Task<string> SignInAsync(RunningServer server)
    {
        using var worker = new Browser(server.Url);
        (await worker.SignInAsync(Worker, Password)).EnsureSuccessStatusCode().Dispose();
        return worker.Cookie!;
    }

    /// <summary>What the channel that opened a contact sends for it, by the id it was given.</summary>
    public static async Task<ContactReceipt> SendAsync<T>(RunningServer server, string contact, string what, T body, JsonTypeInfo<T> type, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/lines/demo/contacts/{contact}/{what}") { Content = JsonContent.Create(body, type) };
        request.Headers.Add("X-Channel-Key", "hlk_demo-voice_development");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await server.Client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{what}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.ReadAsync(WireJson.Default.ContactReceipt);
    }
}
