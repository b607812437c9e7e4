using CsCheck;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Expected waits: the head of the line, the last who was answered, somebody free; and the range from what came of earlier estimates.</summary>
public sealed class WaitBookTests
{
    [Test]
    public void Somebody_free_and_nobody_before_is_no_wait() => Assert.That(Expect(new Scene().Worker("w1"))!.Seconds, Is.Zero);

    [Test]
    public void With_everybody_busy_it_is_what_the_head_of_the_band_has_waited()
    {
        var scene = Busy();
        scene.Open("a").After(40).Open("b").After(20).Open("h", Band.High).After(5);

        Assert.That((Expect(scene)!.Seconds, Expect(scene, Band.High)!.Seconds), Is.EqualTo((65, 5)));
    }

    [Test]
    public void With_nobody_waiting_and_everybody_busy_it_is_what_the_last_one_had_waited()
    {
        var scene = Busy();
        scene.Open("a").After(33).Free("w1").Take("a", "w1").After(50);

        Assert.That(Expect(scene)!.Seconds, Is.EqualTo(33));
    }

    [Test]
    public void Another_language_is_another_line_and_lends_its_wait_only_to_who_has_none()
    {
        var scene = Busy();
        scene.Open("zh", language: "zh").After(90).Open("en").After(10);

        Assert.That((Expect(scene)!.Seconds, Expect(scene, language: "zh")!.Seconds), Is.EqualTo((10, 100)));
        scene.Leave("en");
        Assert.That(Expect(scene)!.Seconds, Is.EqualTo(100));
    }

    [Test]
    public void Nothing_is_said_to_the_imminent_with_nobody_on_duty_or_with_nothing_to_go_by() => Assert.Multiple(() =>
    {
        Assert.That(Expect(new Scene().Worker("w1"), Band.Imminent), Is.Null);
        Assert.That(Expect(new Scene().Open("a").After(60)), Is.Null);
        Assert.That(Expect(Busy()), Is.Null);
        Assert.That(Expect(new Scene().Worker("w1", A.Profile("en")), language: "fr"), Is.Null);
    });

    [Test]
    public void An_answer_of_half_an_hour_ago_says_nothing_of_now()
    {
        var scene = Busy();
        scene.Open("a").After(33).Free("w1").Take("a", "w1").After(31 * 60);

        Assert.That(Expect(scene), Is.Null);
    }

    [Test]
    public void With_little_known_the_range_is_wide_and_what_is_measured_narrows_it()
    {
        var scene = Busy();
        scene.Open("head").After(100);
        var unknown = Expect(scene)!.Range;
        for (var at = 0; at < 40; at++) scene.Told("t" + at, 100, 90 + (at % 20));
        var known = Expect(scene)!.Range;

        Assert.That(unknown.Until - unknown.From, Is.GreaterThan(300));
        Assert.That(known.Until - known.From, Is.LessThan(120));
        Assert.That((known.From, known.Until), Is.EqualTo((60, 120)).Or.EqualTo((90, 120)));
    }

    [Test]
    public void Who_left_after_the_foretold_time_widens_the_range_who_left_before_it_does_not()
    {
        var scene = Busy();
        scene.Open("head").After(100);
        for (var at = 0; at < 30; at++) scene.Told("t" + at, 100, 100);
        var before = Expect(scene)!.Range;
        for (var at = 0; at < 30; at++) scene.ToldAndLeft("early" + at, 100, 20);
        Assert.That(Expect(scene)!.Range, Is.EqualTo(before));

        for (var at = 0; at < 30; at++) scene.ToldAndLeft("late" + at, 100, 300);

        Assert.That(Expect(scene)!.Range.Until, Is.GreaterThan(250));
    }

    [Test]
    public void Who_waits_longer_than_foretold_widens_the_range_before_being_answered()
    {
        var scene = Busy();
        scene.Open("head").After(100);
        for (var at = 0; at < 40; at++) scene.Told("t" + at, 100, 100);
        var before = Expect(scene)!.Range;
        for (var at = 0; at < 20; at++) scene.Open("w" + at, expected: 10);
        scene.After(100);

        Assert.That(Expect(scene)!.Range.Until, Is.GreaterThan(4 * before.Until));
    }

    private static readonly Gen<(int Kind, int Contact, int Seconds)[]> Days = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 11], Gen.Int[0, 90]).Array[1, 150];

    [Test]
    public void On_any_day_the_book_equals_one_made_from_the_floor_and_its_range_holds_the_order() => Days.Sample(
        day =>
        {
            var scene = new Scene().Worker("w0").Worker("w1");
            foreach (var (kind, contact, seconds) in day)
            {
                scene.Step(kind, contact, seconds);
                var fresh = WaitBook.Empty.Rebuild(scene.Floor.State, scene.Floor.Rules);
                foreach (var band in Enum.GetValues<Band>())
                {
                    var (told, again) = (Expect(scene, band), fresh.Expect(Scene.Newcomer(band, "en", scene.Floor.Now), scene.Floor.State, scene.Floor.Rules, scene.Floor.Now));
                    if (told is { } said && (said.Seconds < 0 || said.Range.From < 0 || said.Range.Until <= said.Range.From)) throw new AssertionException($"{band}: {said}");
                    // Where somebody waits the head speaks, and it is on the floor for both.
                    var head = scene.Floor.State.Contacts.Values.Where(one => one.Grade.Band == band && one.State is ContactState.Waiting && one.AnsweredAt is null).OrderBy(one => Rank.Of(one, scene.Floor.Rules).Value).ThenBy(one => one.Id.Value, StringComparer.Ordinal).FirstOrDefault();
                    if (band == Band.Imminent && told is not null) throw new AssertionException("imminent was told something");
                    if (head is null || told is null) continue;
                    if (told.Seconds != (int)Math.Round((scene.Floor.Now - head.ArrivedAt).TotalSeconds) || again?.Seconds != told.Seconds) throw new AssertionException($"{band}: {told} and {again}, head {head.ArrivedAt}, now {scene.Floor.Now}");
                }
            }
        },
        iter: 400);

    private static ExpectedWait? Expect(Scene scene, Band band = Band.Moderate, string language = "en") => scene.Expect(band, language);

    private static Scene Busy() => new Scene().Worker("w1").Open("first", Band.Low).Take("first", "w1");

    /// <summary>A floor, and a book that sees every change of it.</summary>
    private sealed class Scene
    {
        public PaperFloor Floor { get; } = new();
        private WaitBook book = WaitBook.Empty;

        public static Contact Newcomer(Band band, string language, DateTimeOffset now) => A.Contact("newcomer", band) with { Language = language, ArrivedAt = now };

        public ExpectedWait? Expect(Band band, string language) => book.Expect(Newcomer(band, language, Floor.Now), Floor.State, Floor.Rules, Floor.Now);

        public Scene Worker(string id, WorkerProfile? profile = null) => Also(floor => floor.Worker(id, profile ?? A.Profile("en", "zh")));

        public Scene Open(string id, Band band = Band.Moderate, string language = "en", int? expected = null) =>
            Also(floor => floor.Do(A.Arrival(id, band, floor.Now, language: language) with { ExpectedSeconds = expected }));

        public Scene Take(string contact, string worker) => Also(floor => floor.Engaged(contact, worker));

        public Scene After(int seconds) => Also(floor => floor.Now += TimeSpan.FromSeconds(seconds));

        public Scene Leave(string contact) => Also(floor => floor.Do(new FloorCommand.WithdrawContact(new ContactId(contact), "hung_up")));

        /// <summary>Whatever the worker holds is over.</summary>
        public Scene Free(string worker)
        {
            foreach (var held in Floor.Who(worker).Holdings)
                Also(floor => floor.Do(new FloorCommand.ForceContact(held.Contact, new ForceTarget.Closed(Hotline.Server.Floor.Outcome.Other))));
            return this;
        }

        /// <summary>Told to wait so long, and answered after so long; the clock stands where it stood.</summary>
        public void Told(string id, int expected, int waited) => Foretold(id, expected, waited, () => Free("w1").Take(id, "w1"));

        public void ToldAndLeft(string id, int expected, int waited) => Foretold(id, expected, waited, () => Leave(id));

        private void Foretold(string id, int expected, int waited, Action then)
        {
            var now = Floor.Now;
            Floor.Do(A.Arrival(id, at: now - TimeSpan.FromSeconds(waited)) with { ExpectedSeconds = expected });
            book = book.See(new ContactId(id), Floor.Contact(id), Floor.Rules);
            then();
        }

        public void Step(int kind, int contact, int seconds)
        {
            var (id, worker) = ("c" + contact, "w" + (contact % 2));
            After(seconds);
            if (kind <= 1) Open(id, (Band)(contact % 4));
            else if (kind == 2 && Floor.State.Contact(new ContactId(id)) is { State: ContactState.Waiting } && Floor.Who(worker).Holdings.IsEmpty) Take(id, worker);
            else if (kind == 3) Leave(id);
            else if (kind == 4) Free(worker);
            else Also(floor => floor.Do(new FloorCommand.RequeueContact(new ContactId(id))));
        }

        private Scene Also<T>(Func<PaperFloor, T> act)
        {
            var before = Floor.State.Contacts;
            act(Floor);
            foreach (var (id, contact) in Floor.State.Contacts)
                if (!ReferenceEquals(before.GetValueOrDefault(id), contact)) book = book.See(id, contact, Floor.Rules);
            foreach (var gone in before.Keys.Where(id => !Floor.State.Contacts.ContainsKey(id))) book = book.See(gone, null, Floor.Rules);
            return this;
        }
    }
}
