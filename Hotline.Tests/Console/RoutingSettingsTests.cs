using Hotline.Console.Admin;
using Hotline.Console.Admin.Routing;
using Hotline.Console.Parts;
using Hotline.Contracts;
using Hotline.Server.Lines;
using NUnit.Framework;

namespace Hotline.Tests.Console;

/// <summary>The settings page: what is edited is what is sent, and what the server refuses is said beside its field.</summary>
public sealed class RoutingSettingsTests
{
    private static readonly RoutingView Set = RoutingView.Defaults("demo") with
    {
        Levels = [new(Band.Imminent, 3), new(Band.High, 2)], Surge = new SurgeView(20, "+86 12356", false), Thresholds = new ThresholdsView(3, 40, 20, 10, 2), PullNext = true, Version = 7,
    };

    [Test]
    public void What_was_not_touched_is_sent_back_as_it_was_read()
    {
        var draft = RoutingDraft.Of(Set);
        var sent = draft.View();
        Assert.That(draft.IsChanged, Is.False);
        Assert.That(RoutingReading.Differences(Set, sent), Is.Empty);
        Assert.That(sent.Version, Is.EqualTo(7));
    }

    [Test]
    public void A_change_is_noticed_and_so_is_its_taking_back()
    {
        var draft = RoutingDraft.Of(Set);
        draft.UnitCap = 3;
        Assert.That(draft.IsChanged, Is.True);
        draft.UnitCap = Set.UnitCap;
        Assert.That(draft.IsChanged, Is.False);
        draft.AddRing();
        Assert.That((draft.IsChanged, draft.View().RingSeconds[^1]), Is.EqualTo((true, 120)));
    }

    [Test]
    public void A_band_anybody_may_take_has_no_level() =>
        Assert.That(RoutingDraft.Of(Set with { Levels = [new(Band.Low, 1)] }).View().Levels, Is.Empty);

    [Test]
    public void No_more_rings_are_added_than_the_server_takes()
    {
        var draft = RoutingDraft.Of(Set);
        for (var i = 0; i < 20; i++) draft.AddRing();
        Assert.That(RoutingCheck.Find(draft.View()), Is.Empty);
    }

    [TestCaseSource(typeof(RoutingRanges), nameof(RoutingRanges.Members))]
    public void Every_number_has_a_name_and_a_sentence_and_is_refused_outside_its_range(string member)
    {
        foreach (var language in new[] { Words.English, Words.Chinese })
        {
            var text = Speaking(language);
            Assert.That(text.Find("routing." + member), Is.Not.Null);
            Assert.That(text.Find($"routing.{member}.hint"), Is.Not.Null);
        }
        var range = RoutingRanges.Of(member);
        Assert.That(RoutingCheck.Find(With(member, range.Least - 1)).Keys, Does.Contain(member));
        Assert.That(RoutingCheck.Find(With(member, range.Most + 1)).Keys, Does.Contain(member));
        Assert.That(RoutingCheck.Find(With(member, range.Least)).Keys, Does.Not.Contain(member));
    }

    [TestCase(Words.English, "From 1 to 10.")]
    [TestCase(Words.Chinese, "请填1到10之间的数。")]
    public void A_refused_number_is_explained_in_the_language_spoken_until_it_is_changed(string language, string said)
    {
        var faults = new SettingFaults();
        faults.Take(RoutingCheck.Find(With("parallelOffers", 99)).ToDictionary());
        Assert.That(faults.Of("parallelOffers", Speaking(language), 99), Is.EqualTo(said));
        faults.Mend("parallelOffers");
        Assert.That((faults.Of("parallelOffers", Speaking(language), 99), faults.Count), Is.EqualTo(((string?)null, 0)));
    }

    [Test]
    public void What_has_no_words_here_is_said_in_the_servers()
    {
        var faults = new SettingFaults();
        faults.Take(new Dictionary<string, string[]> { ["novelty"] = ["Must be new."] });
        Assert.That(faults.Of("novelty", Speaking(Words.Chinese)), Is.EqualTo("Must be new."));
    }

    [Test]
    public void A_worker_is_sent_back_with_level_and_languages_as_read()
    {
        var account = new WorkerAccountView("w", "lin", "Lin", [Roles.Operator], "demo", ["en", "zh"], [new("youth", 2)], [Channel.Chat], true, false, 4, [new("en", 3)]);
        var sent = WorkerDraft.Of(account).Request();
        Assert.That((sent.Level, sent.Languages, sent.LanguageLevels), Is.EqualTo((4, new[] { "en", "zh" }, new[] { new SkillLevel("en", 3) })));
    }

    [Test]
    public void A_worker_without_a_language_or_with_one_twice_cannot_be_saved()
    {
        var draft = WorkerDraft.Fresh("demo");
        (draft.UserName, draft.Name) = ("lin", "Lin");
        Assert.That(draft.Fault(), Is.Null);
        draft.Languages.Add(new LanguageDraft { Language = "en", Level = 2 });
        Assert.That(draft.Fault(), Is.EqualTo("workers.fault.languages"));
        draft.Languages.Clear();
        Assert.That(draft.Fault(), Is.EqualTo("workers.fault.languages"));
    }

    private static Words Speaking(string language)
    {
        var text = new Words();
        text.Speak(language);
        return text;
    }

    private static RoutingView With(string member, int value) => member switch
    {
        "preferredSeconds" => Set with { PreferredSeconds = value },
        "preferredDays" => Set with { PreferredDays = value },
        "languageLevel" => Set with { LanguageLevel = value },
        "seniorLevel" => Set with { SeniorLevel = value },
        "reserve" => Set with { Reserve = value },
        "reserveYieldsSeconds" => Set with { ReserveYieldsSeconds = value },
        "unitCap" => Set with { UnitCap = value },
        "chatUnits" => Set with { ChatUnits = value },
        "smsUnits" => Set with { SmsUnits = value },
        "parallelOffers" => Set with { ParallelOffers = value },
        "excludeSeconds" => Set with { ExcludeSeconds = value },
        "takeOverFreeSeconds" => Set with { TakeOverFreeSeconds = value },
        "transferSeconds" => Set with { TransferSeconds = value },
        "idleMinutes" => Set with { IdleMinutes = value },
        "debriefMinutes" => Set with { DebriefMinutes = value },
        "surge.wrapUpSeconds" => Set with { Surge = Set.Surge with { WrapUpSeconds = value } },
        "thresholds.minimumStaff" => Set with { Thresholds = Set.Thresholds with { MinimumStaff = value } },
        "thresholds.queueLength" => Set with { Thresholds = Set.Thresholds with { QueueLength = value } },
        "thresholds.breakMinutes" => Set with { Thresholds = Set.Thresholds with { BreakMinutes = value } },
        "thresholds.wrapUpMinutes" => Set with { Thresholds = Set.Thresholds with { WrapUpMinutes = value } },
        "thresholds.notRespondingMinutes" => Set with { Thresholds = Set.Thresholds with { NotRespondingMinutes = value } },
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "No such member."),
    };
}
