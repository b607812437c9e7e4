using System.Net.Http.Json;
using Hotline.Contracts;
using Hotline.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Hotline.Tests.Nodes;

/// <summary>Three server processes on one Redis and one PostgreSQL: nobody has to know which one answers.</summary>
public sealed class AnyNodeTests
{
    private ThreeNodes nodes = null!;
    private RunningServer A => nodes.Servers[0];
    private RunningServer B => nodes.Servers[1];
    private RunningServer C => nodes.Servers[2];

    [OneTimeSetUp]
    public async Task StartAsync() => nodes = await ThreeNodes.SharedAsync();

    [Test]
    public async Task Nodes_that_start_at_once_on_an_empty_database_make_everything_once()
    {
        await using var connection = new NpgsqlConnection(nodes.Records);
        await connection.OpenAsync();

        Assert.That(await CountAsync("\"DataProtectionKeys\""), Is.EqualTo(1), "one ring: a cookie of one node must open the others, also after an hour");
        Assert.That(await CountAsync("\"AuditEntries\" WHERE \"Action\" = 'demo_seeded'"), Is.EqualTo(1));

        async Task<long> CountAsync(string from)
        {
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM {from}", connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }

    [Test]
    public async Task A_contact_is_opened_at_one_node_assessed_at_another_and_withdrawn_at_a_third()
    {
        var receipt = await A.PostContactAsync(ThreeNodes.Body());
        await Until.True(async () => (await C.ReadPlaceAsync(receipt.ContactId)).Phase == Phase.Waiting, "C sees it");
        var assessed = await PostAsync(B, $"{receipt.ContactId}/evidence", JsonContent.Create(new AddEvidenceRequest([EvidenceItem.Of("cssrs.4", "yes")]), WireJson.Default.AddEvidenceRequest));
        var text = await PostAsync(A, $"{receipt.ContactId}/texts", JsonContent.Create(new AddTextRequest("still here"), WireJson.Default.AddTextRequest));
        var left = await PostAsync(C, $"{receipt.ContactId}/withdrawal", JsonContent.Create(new WithdrawRequest("hung_up"), WireJson.Default.WithdrawRequest));

        Assert.That(assessed.Band, Is.GreaterThan(receipt.Band));
        Assert.That(text.ContactId, Is.EqualTo(receipt.ContactId));
        Assert.That(left.Phase, Is.EqualTo(Phase.Abandoned));
        foreach (var node in nodes.Servers.All)
            await Until.True(async () => (await node.ReadPlaceAsync(receipt.ContactId)).Phase == Phase.Abandoned, "all know that it left");
    }

    [Test]
    public async Task The_same_key_sent_to_all_nodes_at_once_opens_one_contact()
    {
        var key = Guid.NewGuid().ToString("N");
        var contacts = await Task.WhenAll(nodes.Servers.All.Select(node => OnceItIsAnsweredAsync(node, key)));

        Assert.That(contacts.Distinct().Count(), Is.EqualTo(1));
        await PostAsync(A, $"{contacts[0]}/withdrawal", JsonContent.Create(new WithdrawRequest("hung_up"), WireJson.Default.WithdrawRequest));
    }

    [Test]
    public async Task A_cookie_of_one_node_opens_the_others_and_signing_out_at_one_closes_all()
    {
        var cookie = await A.SignInAsync("demo-operator");
        foreach (var node in nodes.Servers.All)
            Assert.That((await ThreeNodes.AskAsync<SessionView>(node, HttpMethod.Get, "/api/v1/session", cookie)).UserName, Is.EqualTo("demo-operator"));

        using var leave = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/session") { Headers = { { "Cookie", cookie } } };
        using var left = await B.Client.SendAsync(leave);
        left.EnsureSuccessStatusCode();
        await Until.True(() => IsRefusedAsync(C, cookie), "C knows that the session has ended", TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task A_worker_at_one_node_answers_a_contact_of_another_and_keeps_it_when_the_console_moves()
    {
        await using var board = await BoardWatcher.StartAsync(C);
        var cookie = await A.SignInAsync("demo-operator");
        var console = await DeskConsole.StartAsync(B.Url, cookie);
        await console.SetPresenceAsync(Presence.Available);
        var receipt = await A.PostContactAsync(ThreeNodes.Body("cssrs.4"));
        var offer = await console.OfferedAsync(receipt.ContactId);
        await Until.True(() => board.Latest?.Queue.Any(row => row.ContactId == receipt.ContactId && row.OfferedTo.Count == 1) == true, "the board of C shows the offer");
        var held = await console.AcceptAsync(offer);
        await Until.True(() => board.Latest?.Live.Any(row => row.ContactId == receipt.ContactId) == true, "the board of C shows who holds it");

        await console.DisposeAsync();
        await using var moved = await DeskConsole.StartAsync(A.Url, cookie, "demo", held.Claim);
        var kept = await Until.Some(() => Task.FromResult(moved.Latest?.Engagements.SingleOrDefault()), "the desk stands at A as it stood at B");
        Assert.That((kept.ContactId, kept.Fence), Is.EqualTo((held.ContactId, held.Fence)));
        await moved.FinishAsync(kept);
        await moved.SetPresenceAsync(Presence.OffDuty);
    }

    [Test]
    public async Task What_an_administrator_changes_at_one_node_takes_effect_at_the_others()
    {
        await using var console = await DeskConsole.StartAsync(B, "demo-operator2");
        var admin = await A.SignInAsync("demo-admin");
        var line = (await ThreeNodes.AskAsync<IReadOnlyList<LineSettingsView>>(A, HttpMethod.Get, "/api/v1/admin/lines", admin)).Single(one => one.Id == "demo");
        await ThreeNodes.AskAsync<LineSettingsView>(A, HttpMethod.Put, "/api/v1/admin/lines/demo", admin, JsonContent.Create(line with { EmergencyNumbers = ["110", "12356", "4000"] }, WireJson.Default.LineSettingsView));
        await Until.True(async () =>
        {
            var place = await C.PostContactAsync(ThreeNodes.Body(), "the-same-key");
            return place.EmergencyNumbers.Contains("4000");
        }, "C answers with the new numbers", TimeSpan.FromSeconds(5));
        await PostAsync(C, $"{(await C.PostContactAsync(ThreeNodes.Body(), "the-same-key")).ContactId}/withdrawal", JsonContent.Create(new WithdrawRequest("hung_up"), WireJson.Default.WithdrawRequest));

        await EnableAsync(admin, false);
        await Until.True(() => !console.IsOpen, "the console at B is closed", TimeSpan.FromSeconds(5));
        Assert.That(console.SignedOut, Is.EqualTo("account_disabled").Or.EqualTo("session_ended"));
        await EnableAsync(admin, true);
        await Until.True(async () => await CanSignInAsync(C, "demo-operator2"), "and back again", TimeSpan.FromSeconds(5));
    }

    private async Task EnableAsync(string admin, bool enabled)
    {
        var worker = (await ThreeNodes.AskAsync<IReadOnlyList<WorkerAccountView>>(A, HttpMethod.Get, "/api/v1/admin/workers", admin)).Single(account => account.UserName == "demo-operator2");
        var body = new SaveWorkerRequest(worker.UserName, worker.Name, worker.Roles, worker.Line, worker.Languages, worker.Skills, worker.Channels, enabled);
        await ThreeNodes.AskAsync<WorkerAccountView>(A, HttpMethod.Put, "/api/v1/admin/workers/" + worker.Id, admin, JsonContent.Create(body, WireJson.Default.SaveWorkerRequest));
    }

    private static async Task<bool> CanSignInAsync(RunningServer node, string user)
    {
        using var answer = await node.Client.PostAsJsonAsync("/api/v1/session", new SignInRequest(user, "hotline-demo"), WireJson.Default.SignInRequest);
        return answer.IsSuccessStatusCode;
    }

    private static async Task<bool> IsRefusedAsync(RunningServer node, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session") { Headers = { { "Cookie", cookie } } };
        using var answer = await node.Client.SendAsync(request);
        return answer.StatusCode == System.Net.HttpStatusCode.Unauthorized;
    }

    /// <summary>409 idempotency_in_progress is an answer too: the channel sends again.</summary>
    private static async Task<string> OnceItIsAnsweredAsync(RunningServer node, string key)
    {
        var receipt = await Until.Some(async () =>
        {
            try
            {
                return await node.PostContactAsync(ThreeNodes.Body(), key);
            }
            catch (HttpRequestException refused) when (refused.StatusCode == System.Net.HttpStatusCode.Conflict)
            {
                return null;
            }
        }, "the contact is acknowledged");
        return receipt.ContactId;
    }

    private static async Task<ContactReceipt> PostAsync(RunningServer node, string path, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/lines/demo/contacts/" + path) { Content = body };
        request.Headers.Add("X-Channel-Key", "hlk_demo-voice_development");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var answer = await node.Client.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactReceipt))!;
    }
}
