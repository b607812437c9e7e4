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
    private string? cookie;

    /// <summary>A webhook partner before all others of the line; its secret.</summary>
    public async Task<byte[]> AddPartnerAsync(string id, Uri url, int order, int answerSeconds)
    {
        var settings = new PartnerSettings(
            id, "", PartnerKind.MobileCrisisTeam, PartnerDelivery.Webhook, url.ToString(), PayloadFormat.Hotline, null, "", "", PartnerArea.Everywhere, new PartnerHours("UTC", []), [],
            answerSeconds, order, true);
        var admin = await server.SignInAsync("demo-admin");
        await SendAsync<PartnerView>(HttpMethod.Post, "/api/v1/admin/lines/demo/partners", JsonContent.Create(new SavePartner(id, settings), WireJson.Default.SavePartner), admin, null);
        var secret = await SendAsync(HttpMethod.Post, $"/api/v1/admin/lines/demo/partners/{id}/secret", null, admin, WireJson.Default.PartnerSecret);
        return StandardWebhook.TryReadSecret(secret!.Secret, out var bytes) ? bytes : throw new InvalidOperationException("No secret came.");
    }

    /// <summary>An imminent contact that a supervisor hands over; the id of the hand-over.</summary>
    public async Task<string> BeginAsync(IReadOnlyList<string> chain, CancellationToken cancel)
    {
        var (key, command) = (Guid.NewGuid().ToString("N"), CommandIds.Next(TimeProvider.System.GetUtcNow()));
        var contact = await UntilAsync(async () =>
            (await server.PostContactAsync(new OpenContactRequest(null, "en", null, [EvidenceItem.Of("act_in_progress", "yes")], null, null, null), key)).ContactId, cancel);
        var form = EscalationForm.Empty with { Where = new WherePart(Address: "1 Test Street"), What = new WhatPart(Happening: "A drill."), Wanted = [ResponseWanted.MobileCrisisTeam], Ground = DisclosureGround.VitalInterest };
        var receipt = await UntilAsync(() => OrderAsync("", HttpMethod.Post, JsonContent.Create(new BeginEscalation(command, contact, null, form, chain), WireJson.Default.BeginEscalation)), cancel);
        return receipt.EscalationId!;
    }

    public Task<EscalationReceipt> ReachedAsync(string id, CancellationToken cancel)
    {
        var command = CommandIds.Next(TimeProvider.System.GetUtcNow());
        return UntilAsync(() => OrderAsync($"/{id}/reached", HttpMethod.Post, JsonContent.Create(new ReachedOrder(command, true), WireJson.Default.ReachedOrder)), cancel);
    }

    private async Task<EscalationReceipt> OrderAsync(string path, HttpMethod method, HttpContent body)
    {
        cookie ??= await server.SignInAsync("demo-supervisor");
        return (await SendAsync(method, "/api/v1/console/escalations" + path, body, cookie, WireJson.Default.EscalationReceipt))!;
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

    private static async Task<T> UntilAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return await ask().WaitAsync(TimeSpan.FromSeconds(15), cancel);
            }
            catch (Exception notYet) when (notYet is HttpRequestException or IOException or ObjectDisposedException or TimeoutException && TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(200, cancel);
            }
        }
    }
}
