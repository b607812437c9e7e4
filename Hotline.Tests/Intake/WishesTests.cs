using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Intake;

/// <summary>Whom a help seeker wishes for, and whom not, as a channel says it and as earlier contacts tell.</summary>
public sealed class WishesTests
{
    private const string Mine = "\"particulars\":{\"number\":\"+86 10 5555\"}";
    private PaperHost host = null!;

    [SetUp]
    public async Task Start() => host = await PaperHost.StartAsync(("Intake:RecordsMilliseconds", "300"));

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task Wishes_keep_their_order_and_never_become_must_haves()
    {
        var contact = await OpenAsync("""{"skills":["violence"],"wishes":["youth:2"," Trauma ","family:3","youth"]}""");

        Assert.That(contact.Wishes, Is.EqualTo(new[] { new SkillNeed("youth", 2), new SkillNeed("trauma", 1), new SkillNeed("family", 3) }));
        Assert.That(contact.Skills, Is.EqualTo(new[] { new SkillNeed("violence", 1) }));
        Assert.That(contact.NextRingAt, Is.EqualTo(A.T0 + FloorRules.Default.Rings[0]));
        Assert.That(host.Records.Items.Single().Open.Wishes, Is.EqualTo(contact.Wishes), "the sweeper would open it with them");
    }

    [Test]
    public async Task Workers_are_named_by_id()
    {
        var contact = await OpenAsync("""{"worker":{"prefer":"w1","not":["w2","w3","w2"]}}""");

        Assert.That(contact.Preferred, Is.EqualTo(new Preference(new WorkerId("w1"), A.T0 + FloorRules.Default.PreferredFor)));
        Assert.That(contact.NotWorkers, Is.EqualTo(new[] { new WorkerId("w2"), new WorkerId("w3") }));
    }

    [Test]
    public async Task Who_is_not_wanted_is_not_preferred() =>
        Assert.That((await OpenAsync("""{"worker":{"prefer":"w1","not":["w1"]}}""")).Preferred, Is.Null);

    [Test]
    public async Task Whoever_answered_the_same_number_last_is_preferred_without_being_asked_for()
    {
        await EarlierAsync("first", "w1");
        host.Ledger.Floor.Now += TimeSpan.FromDays(1);
        await EarlierAsync("second", "w2");
        host.Ledger.Floor.Now += TimeSpan.FromDays(1);
        await EarlierAsync("third", null);

        Assert.That((await OpenAsync($"{{{Mine}}}")).Preferred?.Worker, Is.EqualTo(new WorkerId("w2")), "the last who had one, not the last contact");
        Assert.That((await OpenAsync("""{"particulars":{"number":"+86 10 6666"}}""", "other")).Preferred, Is.Null);
    }

    [TestCase(13, true)]
    [TestCase(15, false)]
    public async Task The_last_worker_is_preferred_as_long_as_the_line_has_it(int days, bool preferred)
    {
        await EarlierAsync("first", "w1");
        host.Ledger.Floor.Now += TimeSpan.FromDays(days);

        Assert.That((await OpenAsync($"{{{Mine}}}")).Preferred is not null, Is.EqualTo(preferred));
        Assert.That((await OpenAsync($"{{{Mine},\"worker\":{{\"prefer\":\"last\"}}}}", "asked")).Preferred?.Worker, Is.EqualTo(new WorkerId("w1")), "asked for, however long ago");
    }

    [Test]
    public async Task Somebody_may_say_not_the_last_one_again()
    {
        await EarlierAsync("first", "w1");

        var contact = await OpenAsync($"{{{Mine},\"worker\":{{\"not\":[\"last\"]}}}}");

        Assert.That((contact.Preferred, contact.NotWorkers.Single()), Is.EqualTo(((Preference?)null, new WorkerId("w1"))));
    }

    [Test]
    public async Task A_last_worker_who_is_gone_is_not_waited_for()
    {
        await EarlierAsync("first", "gone");
        Assert.That((await OpenAsync($"{{{Mine}}}")).Preferred, Is.Null);
    }

    [Test]
    public async Task Records_that_do_not_answer_hold_nobody_up_and_a_named_last_worker_is_warned_about()
    {
        await EarlierAsync("first", "w1");
        host.Records.Remembered = new TaskCompletionSource().Task;

        var quiet = await host.OpenedAsync($"{{{Mine}}}", "quiet");
        var named = await host.OpenedAsync($"{{{Mine},\"worker\":{{\"not\":[\"last\"]}}}}", "named");

        Assert.That(quiet.Warnings, Is.Empty);
        Assert.That(host.OnFloor(quiet.ContactId).Preferred, Is.Null);
        Assert.That(named.Warnings.Select(warning => (warning.Field, warning.Code)), Is.EqualTo(new[] { ("worker.not[0]", "not_looked_up") }));
    }

    [Test]
    public async Task Nothing_is_looked_up_for_whoever_gives_no_number()
    {
        await OpenAsync("""{"wishes":["youth"]}""");
        Assert.That(host.Records.LookedSince, Is.Empty);
    }

    private async Task<Contact> OpenAsync(string body, string key = "this") => host.OnFloor((await host.OpenedAsync(body, key)).ContactId);

    private async Task EarlierAsync(string key, string? worker)
    {
        var contact = new ContactId((await host.OpenedAsync($"{{{Mine}}}", key)).ContactId);
        if (worker is not null) host.Records.Holders[contact] = new WorkerId(worker);
    }
}
