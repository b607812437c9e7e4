using System.Net.Http.Json;
using Hotline.Contracts;

namespace Hotline.Tests.Support;

/// <summary>Changes a partner of a line as an administrator would.</summary>
internal static class PartnerSetting
{
    public static async Task SetAsync(RunningServer server, string partner, Func<PartnerSettings, PartnerSettings> change, string line = "demo")
    {
        var cookie = await server.SignInAsync("demo-admin");
        using var read = new HttpRequestMessage(HttpMethod.Get, "/api/v1/admin/partners") { Headers = { { "Cookie", cookie } } };
        using var known = await server.Client.SendAsync(read);
        var view = (await known.Content.ReadFromJsonAsync(WireJson.Default.IReadOnlyListPartnerView))!.Single(one => one.Line == line && one.Id == partner);
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/admin/lines/{line}/partners/{partner}")
        {
            Headers = { { "Cookie", cookie }, { "Origin", server.Url.GetLeftPart(UriPartial.Authority) } },
            Content = JsonContent.Create(new SavePartner(null, change(view.Settings), view.Version), WireJson.Default.SavePartner),
        };
        using var answer = await server.Client.SendAsync(put);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The partner was refused: {await answer.Content.ReadAsStringAsync()}");
    }
}
