using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Hotline.Contracts;
using Hotline.Server.Triage.Rules;
using Hotline.Tests.Identity;
using Hotline.Tests.Support;
using Hotline.Tests.Triage.Learning;
using NUnit.Framework;

namespace Hotline.Tests.Triage;

/// <summary>Rule sets and models on a running server: what was approved grades whoever comes next, without a restart.</summary>
public sealed class RulesOnTheFloorTests
{
    private static readonly EvidenceItem Calm = EvidenceItem.Of("cssrs.1", "no");
    private string folder = null!;
    private RunningServer server = null!;
    private Browser administrator = null!;
    private Browser supervisor = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        folder = Directory.CreateTempSubdirectory("hotline-rules-").FullName;
        server = await RunningServer.StartAsync(("Triage__RuleSetFolder", folder));
        administrator = new Browser(server.Url) { Cookie = await server.SignInAsync("demo-admin") };
        supervisor = new Browser(server.Url) { Cookie = await server.SignInAsync("demo-supervisor") };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        administrator?.Dispose();
        supervisor?.Dispose();
        if (server is not null) await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_line_s_own_model_raises_what_the_rules_do_not_know_and_the_dossier_says_by_what()
    {
        var model = Invented.TrainedInEnglish;
        using var content = new MemoryStream();
        model.Save(content);
        using var file = new ByteArrayContent(content.ToArray()) { Headers = { ContentType = new("application/octet-stream") } };
        using (var added = await administrator.SendAsync(HttpMethod.Post, "/api/v1/admin/text-models", file)) Assert.That((int)added.StatusCode, Is.EqualTo(201));
        var rules = await UseAsync(Variant("with-model", yaml => yaml + $"models:\n  en: {model.Hash}\n"), "en", RuleSetRole.Active);

        var opened = await server.PostContactAsync(new OpenContactRequest(null, "en", null, [Calm], null, "zorp vexil quandle skarn tivel grumm plonk wesk drazz fimble zorp bloft", null), channel: Channel.Chat);

        Assert.That(opened.Band, Is.EqualTo(Band.High));
        var record = await Until.Some(() => DossierAsync(opened.ContactId, record => record.Assessments.Count > 0), "the assessment is recorded");
        Assert.That(record.Assessments[^1].RuleSet, Is.EqualTo(rules.Version));
        Assert.That(record.Evidence.Single(piece => piece.Kind == "text.model").Source, Is.EqualTo("text"));
        Assert.That(record.Model!.Version, Is.EqualTo(model.Hash[..16]));
        Assert.That(record.Model.Contributions.Select(part => part.What), Has.Some.Contains("zorp"));
    }

    [Test]
    public async Task A_shadow_grades_whoever_comes_and_changes_nothing()
    {
        var sharper = await AddAsync(Variant("sharper", yaml => yaml.Replace("yes: { alone: 36", "yes: { alone: 56", StringComparison.Ordinal)));
        var use = await ProposeAsync(sharper, "", RuleSetRole.Shadow);

        var opened = await server.PostContactAsync(new OpenContactRequest(null, "fr", null, [Calm, EvidenceItem.Of("means_at_hand", "yes")], null, null, null));

        Assert.That(opened.Band, Is.EqualTo(Band.Moderate));
        var seen = await Until.Some(async () => await SeenAsync() is { Contacts: > 0 } view ? view : null, "the shadow has graded it");
        Assert.That((seen.Raised, seen.Lowered), Is.EqualTo((1, 0)));
        Assert.That((await server.ReadPlaceAsync(opened.ContactId)).Band, Is.EqualTo(Band.Moderate));

        async Task<ShadowView?> SeenAsync() => await administrator.ReadAsync($"/api/v1/admin/rule-set-uses/{use.Id}/shadow", WireJson.Default.ShadowView);
    }

    [Test]
    public async Task A_file_put_into_the_folder_is_known_a_broken_one_is_shown_with_its_line_until_it_is_mended()
    {
        var yaml = Variant("from-folder", yaml => yaml);
        await File.WriteAllTextAsync(Path.Combine(folder, "line.yaml"), yaml.Replace("safe_floor: 25", "safe_floor: 5", StringComparison.Ordinal));
        var refused = await Until.Some(async () => (await SetsAsync()).Refused.SingleOrDefault(), "the broken file is shown");
        Assert.That((refused.File, refused.Problems[0].Line), Is.EqualTo(("line.yaml", 1 + yaml[..yaml.IndexOf("safe_floor:", StringComparison.Ordinal)].Count(sign => sign == '\n'))));

        await File.WriteAllTextAsync(Path.Combine(folder, "line.yaml"), yaml);

        await Until.True(async () => await SetsAsync() is { Refused.Count: 0 } sets && sets.RuleSets.Any(set => set.Name == "from-folder"), "the mended file is known");
    }

    [Test]
    public async Task Whoever_comes_again_from_the_same_number_is_known_to_have_come_and_to_have_been_cut_off()
    {
        const string Number = "+1 555 0100";
        var first = await OpenAsync(Number);
        var second = await OpenAsync("0015550100");
        var other = await OpenAsync("+1 555 0199");
        Assert.That(await SaidAsync(second), Does.Contain(("repeat_contact", "1", "history")).And.None.Matches<(string Kind, string, string)>(piece => piece.Kind == "dropped_call"));
        Assert.That(await SaidAsync(other), Has.None.Matches<(string Kind, string, string)>(piece => piece.Kind == "repeat_contact"));

        await WithdrawAsync(first);
        await Until.True(async () => await DossierAsync(first, record => record.Phase == Phase.Abandoned && record.Timeline.Any(entry => entry.Kind == "ContactAbandoned")) is not null, "the withdrawal is recorded");
        var again = await OpenAsync(Number);

        Assert.That(await SaidAsync(again), Does.Contain(("repeat_contact", "2", "history")).And.Contain(("dropped_call", "yes", "history")));
    }

    [Test]
    public async Task Targets_and_hours_of_the_night_are_those_of_the_rule_set()
    {
        var there = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        await UseAsync(
            Variant("night", yaml => yaml + $"night: {{ from: \"{there.AddHours(-2):HH:mm}\", until: \"{there.AddHours(2):HH:mm}\" }}\n" + "targets:\n  imminent: { voice: 1, other: 1 }\n  high: { voice: 2, other: 3 }\n  moderate: { voice: 77, other: 99 }\n  low: { voice: 88, other: 99 }\n"),
            "zh", RuleSetRole.Active);
        await using var board = await BoardWatcher.StartAsync(server);

        var opened = await server.PostContactAsync(new OpenContactRequest(null, "zh", null, [], null, null, null));

        var row = await Until.Some(() => Task.FromResult(board.Latest?.Queue.SingleOrDefault(row => row.ContactId == opened.ContactId)), "the board shows it");
        Assert.That((row.Band, row.TargetSeconds), Is.EqualTo((Band.Moderate, 77)));
        Assert.That(await SaidAsync(opened.ContactId), Does.Contain(("night", "yes", "call_signal")));
    }

    private static string Variant(string name, Func<string, string> change) => change(RuleSetFile.Shipped.Yaml.Replace("name: hotline", "name: " + name, StringComparison.Ordinal));

    private async Task<string> OpenAsync(string number) =>
        (await server.PostContactAsync(new OpenContactRequest(null, "de", null, [Calm], new Particulars(null, number, null, null), null, null))).ContactId;

    private async Task WithdrawAsync(string contact)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/lines/demo/contacts/{contact}/withdrawal");
        request.Headers.Add("X-Channel-Key", "hlk_demo-voice_development");
        request.Content = JsonContent.Create(new WithdrawRequest("hung_up"), WireJson.Default.WithdrawRequest);
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<IEnumerable<(string, string, string)>> SaidAsync(string contact) =>
        (await Until.Some(() => DossierAsync(contact, _ => true), "the dossier can be read")).Evidence.Select(piece => (piece.Kind, piece.Value, piece.Source));

    private async Task<ContactRecord?> DossierAsync(string contact, Func<ContactRecord, bool> until)
    {
        using var answer = await supervisor.GetAsync($"/api/v1/console/contacts/{contact}");
        if (!answer.IsSuccessStatusCode) return null;
        return await answer.Content.ReadFromJsonAsync(WireJson.Default.ContactRecord) is { } record && until(record) ? record : null;
    }

    private Task<RuleSetsView> SetsAsync() => administrator.ReadAsync("/api/v1/admin/rule-sets", WireJson.Default.RuleSetsView);

    private async Task<RuleSetView> UseAsync(string yaml, string language, RuleSetRole role)
    {
        var set = await AddAsync(yaml);
        await ProposeAsync(set, language, role);
        return set;
    }

    private Task<RuleSetView> AddAsync(string yaml) =>
        PostAsync(administrator, "/api/v1/admin/rule-sets", new AddRuleSet(yaml), WireJson.Default.AddRuleSet, WireJson.Default.RuleSetView);

    /// <summary>Proposed by one, approved by the other.</summary>
    private async Task<RuleSetUseView> ProposeAsync(RuleSetView set, string language, RuleSetRole role)
    {
        var use = await PostAsync(administrator, "/api/v1/admin/rule-set-uses", new ProposeRuleSet(set.Hash, "demo", language, role, "a test of it"), WireJson.Default.ProposeRuleSet, WireJson.Default.RuleSetUseView);
        return await PostAsync(supervisor, $"/api/v1/admin/rule-set-uses/{use.Id}/decision", new DecideRuleSet(true, "looked at it"), WireJson.Default.DecideRuleSet, WireJson.Default.RuleSetUseView);
    }

    private static async Task<TAnswer> PostAsync<T, TAnswer>(Browser who, string path, T body, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answerType)
    {
        using var answer = await who.PostAsync(path, body, type);
        return await answer.ReadAsync(answerType);
    }
}
