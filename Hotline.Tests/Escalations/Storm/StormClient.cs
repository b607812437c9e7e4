using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline.Contracts;
using Hotline.Server.Escalations.Posting;
using Hotline.Tests.Support;

namespace Hotline.Tests.Escalations.Storm;

/// <summary>The supervisor and the administrator of a storm: every order is sent until it is answered, under one command id.</summary>
internal sealed class StormClient(RunningServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Answered = TimeSpan.FromSeconds(15);
    private string? cookie;

    /// <summary>A webhook partner of the line; its secret.</summary>
    public async Task<byte[]> AddPartnerAsync(string id, Uri url, int order, int answerSeconds, string line = "demo")
    {
        var settings = new PartnerSettings(
            id, "", PartnerKind.MobileCrisisTeam, PartnerDelivery.Webhook, url.ToString(), PayloadFormat.Hotline, null, "", "", PartnerArea.Everywhere, new PartnerHours("UTC", []), [],
            answerSeconds, order, true);
        var admin = await server.SignInAsync("demo-admin");
        await SendAsync<PartnerView>(HttpMethod.Post, $"/api/v1/admin/lines/{line}/partners", JsonContent.Create(new SavePartner(id, settings), WireJson.Default.SavePartner), admin, null);
        var secret = await SendAsync(HttpMethod.Post, $"/api/v1/admin/lines/{line}/partners/{id}/secret", null, admin, WireJson.Default.PartnerSecret);
        return StandardWebhook.TryReadSecret(secret!.Secret, out var bytes) ? bytes : throw new InvalidOperationException("No secret came.");
    }

    /// <summary>An imminent contact.</summary>
    public Task<string> OpenAsync(CancellationToken cancel)
    {
        var key = Guid.NewGuid().ToString("N");
        return UntilAsync(async () =>
            (await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("act_in_progress", "yes")], null, null, null), key)).ContactId, cancel);
    }

    /// <summary>A supervisor hands it over; the id of the hand-over.</summary>
    public async Task<string> BeginAsync(string contact, IReadOnlyList<string> chain, CancellationToken cancel)
    {
        var command = CommandIds.Next(TimeProvider.System.GetUtcNow());
        var form = EscalationForm.Empty with { Where = new WherePart(Address: "1 Test Street"), What = new WhatPart(Happening: "A drill."), Wanted = [ResponseWanted.MobileCrisisTeam], Ground = DisclosureGround.VitalInterest };
        var receipt = await UntilAsync(() => OrderAsync("", HttpMethod.Post, JsonContent.Create(new BeginEscalation(command, contact, null, form, chain), WireJson.Default.BeginEscalation)), cancel);
        return receipt.EscalationId!;
    }

    public Task<EscalationReceipt> ReachedAsync(string id, CancellationToken cancel)
    {
        var command = CommandIds.Next(TimeProvider.System.GetUtcNow());
        return UntilAsync(() => OrderAsync($"/{id}/reached", HttpMethod.Post, JsonContent.Create(new ReachedOrder(command, true), WireJson.Default.ReachedOrder)), cancel);
    }

    /// <summary>The supervisor's session, before it is needed.</summary>
    public async Task SignInAsync() => cookie ??= await server.SignInAsync("demo-supervisor");

    public async Task<EscalationFile> ReadAsync(string id) => (await SendAsync(HttpMethod.Get, "/api/v1/console/escalations/" + id, null, cookie!, WireJson.Default.EscalationFile))!;

    private async Task<EscalationReceipt> OrderAsync(string path, HttpMethod method, HttpContent body)
    {
        await SignInAsync();
        return (await SendAsync(method, "/api/v1/console/escalations" + path, body, cookie!, WireJson.Default.EscalationReceipt))!;
    }

    private async Task<T?> SendAsync<T>(HttpMethod method, string path, HttpContent? body, string session, JsonTypeInfo<T>? shape)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add("Cookie", session);
        request.Headers.Add("Origin", server.Url.GetLeftPart(UriPartial.Authority));
        using var answer = await server.Client.SendAsync(request);
        // A server that is just up, or whose floor is, asks to be asked again.
        if ((int)answer.StatusCode is 401 or 404 or >= 500) throw new HttpRequestException($"{path}: {(int)answer.StatusCode}");
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return shape is null ? default : await answer.Content.ReadFromJsonAsync(shape);
    }

    private static Task<T> UntilAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
        where T : class => Until.Some<T>(
            async () =>
            {
                try
                {
                    return await ask().WaitAsync(Answered, cancel);
                }
                catch (Exception notYet) when (notYet is HttpRequestException or IOException or ObjectDisposedException or TimeoutException)
                {
                    return null;
                }
            }, "the server answers", Patience);
}
