using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Hotline.Console.Board;
using Hotline.Console.Desk;
using Hotline.Console.Escalations;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Hotline.Server.Escalations.Posting;
using Hotline.Server.Platform;
using Hotline.Server.Triage.Rules;
using Hotline.Tests.House;
using NUnit.Framework;

namespace Hotline.Tests.Console;

/// <summary>Every sentence exists in both languages, and every code that may come over the wire has one.</summary>
public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> English = Read("");
    private static readonly Dictionary<string, string> Chinese = Read("zh-CN");

    [Test]
    public void Both_languages_have_the_same_keys()
    {
        Assert.That(English, Has.Count.GreaterThan(500));
        Assert.That(Chinese.Keys, Is.EquivalentTo(English.Keys));
    }

    [Test]
    public void Nothing_is_empty_and_the_placeholders_agree() => Assert.Multiple(() =>
    {
        foreach (var (key, text) in English)
        {
            Assert.That(text.Trim(), Is.Not.Empty, key);
            Assert.That(Chinese[key].Trim(), Is.Not.Empty, key);
            Assert.That(Placeholders(Chinese[key]), Is.SubsetOf(Placeholders(text)), key);
        }
    });

    [Test]
    public void Chinese_sentences_are_not_left_in_English()
    {
        string[] same = [.. English.Where(pair => pair.Value.Length > 12 && Chinese[pair.Key] == pair.Value).Select(pair => pair.Key)];
        Assert.That(same, Is.Empty);
    }

    [Test]
    public void Every_key_named_in_the_source_exists()
    {
        string[] missing = [.. KeysInSource().Where(key => !English.ContainsKey(key)).Distinct().Order()];
        Assert.That(missing, Is.Empty);
        Assert.That(KeysInSource().Distinct().Count(), Is.GreaterThan(250), "the search itself must find something");
    }

    [Test]
    public void Every_value_of_every_shown_enum_has_a_word() => Assert.Multiple(() =>
    {
        Type[] shown = [typeof(Band), typeof(Channel), typeof(Phase), typeof(Presence), typeof(BreakReason), typeof(Outcome), typeof(DayOfWeek), typeof(ShiftLogGroup), typeof(PartnerKind), typeof(PartnerDelivery), typeof(PayloadFormat), typeof(DisclosureGround),
            typeof(ResponseWanted), typeof(RejectReason), typeof(Disposition), typeof(ChainState), typeof(EscalationStep)];
        foreach (var type in shown)
            foreach (var name in Enum.GetNames(type))
                Assert.That(English, Contains.Key($"{type.Name}.{name}"));
        foreach (var state in Enum.GetNames<NoteState>()) Assert.That(English, Contains.Key($"note.state.{state}"));
        foreach (var act in Enum.GetNames<BoardAct>()) Assert.That(English, Contains.Key($"order.{act}"));
        foreach (var need in Enum.GetNames<Need>()) Assert.That(English, Contains.Key($"escalation.must.{need}"));
        foreach (var step in Enum.GetNames<EscalationStep>()) Assert.That(English, Contains.Key($"escalation.status.{step}"));
        foreach (var report in Enum.GetNames<PartnerReport>()) Assert.That(new[] { $"report.{report}", $"report.said.{report}" }, Is.SubsetOf(English.Keys));
        foreach (var path in Server.Escalations.Payload.FormPaths.All) Assert.That(English, Contains.Key($"field.{path.Path.ToLowerInvariant()}"));
        foreach (var news in Enum.GetNames<Server.Floor.EscalationNews>()) Assert.That(English, Contains.Key($"timeline.Escalation{news}"));
        foreach (var because in Enum.GetNames<AheadBecause>()) Assert.That(English, Contains.Key($"why.next.{because}"));
    });

    [Test]
    public void Every_problem_the_server_can_answer_with_has_a_sentence()
    {
        Assert.That(Problems.All, Is.Not.Empty);
        Assert.That(Problems.All.Select(problem => problem.Slug).Where(slug => !English.ContainsKey("refusal." + slug)), Is.Empty);
    }

    [Test]
    public void Every_rule_of_the_triage_has_a_reason()
    {
        string[] codes =
        [
            .. RuleSetFile.Shipped.Kinds.Keys, .. RuleSetFile.Shipped.Combinations.Select(combination => combination.Code),
            .. RuleSetFile.Shipped.Open.Select(open => open.Code), RuleSet.SafeFloorCode, RuleSet.AllNo, RuleSet.Unrecognised,
        ];
        Assert.That(codes.Where(code => !English.ContainsKey("reason." + code)), Is.Empty);
    }

    [Test]
    public void Every_event_of_the_floor_has_a_line_in_the_timeline()
    {
        var kinds = typeof(Server.Floor.FloorEvent).GetNestedTypes().Where(type => type is { IsSealed: true, IsAbstract: false }).Select(type => type.Name).ToList();
        Assert.That(kinds, Has.Count.GreaterThan(15));
        Assert.That(kinds.Where(kind => !English.ContainsKey("timeline." + kind)), Is.Empty);
    }

    [TestCase(Words.English, "why", "wish:youth", "wished: Youth")]
    [TestCase(Words.English, "why", "wish:youth:2", "wished: Youth 2")]
    [TestCase(Words.Chinese, "why", "skill:youth", "具备技能“青少年”")]
    [TestCase(Words.English, "why", "wish:sailing", "wished: sailing")]
    [TestCase(Words.English, "why", "something_new", "Code something_new")]
    public void A_code_with_a_skill_in_it_names_the_skill(string language, string family, string code, string said)
    {
        var text = new Words();
        text.Speak(language);
        Assert.That(text.Code(family, code), Is.EqualTo(said));
    }

    [TestCaseSource(nameof(Codes))]
    public void Every_code_of_the_contracts_has_a_word(string key) => Assert.That(English, Contains.Key(key));

    private static IEnumerable<string> Codes() =>
    [
        "alarm.imminent_waiting", "alarm.target_missed", "alarm.unstaffed", "alarm.console_lost", "alarm.store_degraded", "alarm.last_call", "alarm.intake_warning", "alarm.double_claim", "alarm.hand_unreconciled",
        "alarm.partner_unanswered", "alarm.escalation_held", "alarm.went_alone", "alarm.reach_unconfirmed", "alarm.partner_question", "alarm.cancel_unanswered", "alarm.message_undelivered", "alarm.escalation_stuck",
        "whynot.closed", "whynot.out_of_area", "whynot.language", "whynot.disabled", "knownhow.said", "knownhow.network", "knownhow.device", "knownhow.earlier_contact",
        "alarm.understaffed", "alarm.queue_long", "alarm.presence_long", "alarm.diverted",
        "log.diverted", "log.returned", "log.surge_on", "log.surge_off", "log.note", "log.order", "log.handed", "log.epoch", "log.alarm_raised", "log.alarm_acknowledged", "log.imminent", "log.band", "log.forced",
        "log.presence.supervisor", "log.presence.missed_offer", "log.engaged.taken_over", "log.engaged.last_call", "log.engaged.claimed", "log.engaged.handed", "log.engaged.forced", "log.returned.requeued", "log.returned.console_lost",
        "stuck.none_on_duty", "stuck.language", "stuck.skill", "stuck.channel", "stuck.all_declined", "stuck.all_busy",
        "why.longest_idle", "why.language", "why.skill", "why.assigned", "why.imminent_parallel", "why.last_resort", "why.preferred", "why.wish", "why.least_exposed",
        "store.ledger", "store.records", "store.recorder_lag", "store.restoring",
        "ended.session_ended", "ended.signed_out", "ended.account_disabled", "ended.account_changed", "ended.silent",
        "refusal.not_sent", "refusal.unreachable", "refusal.hub_error", "refusal.join_failed", "refusal.unknown",
        .. Acts.DefaultKeys.Keys.Select(act => "act." + act),
        .. typeof(PostCodes).GetFields().Select(code => "partners.test." + code.GetRawConstantValue()),
        "disclosures.how.webhook", "disclosures.how.desk", "disclosures.how.voice", "partners.country.cn", "partners.country.us",
    ];

    private static Dictionary<string, string> Read(string culture)
    {
        var set = Words.Resources.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)
            ?? throw new MissingManifestResourceException(culture);
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    private static SortedSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    private static IEnumerable<string> KeysInSource()
    {
        var root = Path.Combine(SourceTree.Root, "Hotline.Console");
        foreach (var file in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories))
        {
            if (file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || Path.GetExtension(file) is not (".razor" or ".cs"))
                continue;
            foreach (Match match in Key().Matches(File.ReadAllText(file)))
                yield return match.Groups["key"].Value;
        }
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    // Text["…"], Text.With("…", Say("…"), Key="…", Fact("…", and keys carried in values such as "lines.fault.id".
    [GeneratedRegex("""(?:Text\[(?:[^\]"]*\? )?|Text\.With\(|Say\(|<PageName Key=|Fact\(|\? |: )"(?<key>[a-z]+(?:\.[a-z0-9]+)+)"(?! ?\+)""")]
    private static partial Regex Key();
}
