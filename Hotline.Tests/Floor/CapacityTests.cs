using System.Collections.Immutable;
using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Who can take what: room, must-haves, pauses.</summary>
public sealed class CapacityTests
{
    private static readonly FloorRules Rules = FloorRules.Default;
    private static readonly WorkerId W = new("w");

    [TestCase("", Channel.Voice, true)]
    [TestCase("", Channel.Chat, true)]
    [TestCase("", Channel.Callback, true)]
    [TestCase("Chat", Channel.Chat, true)]
    [TestCase("Chat", Channel.Sms, true, Description = "chat and sms share the cap")]
    [TestCase("Chat,Sms", Channel.Chat, false, Description = "the cap is two")]
    [TestCase("Chat,Chat", Channel.Sms, false)]
    [TestCase("Chat", Channel.Voice, false, Description = "voice is exclusive")]
    [TestCase("Sms", Channel.WalkIn, false)]
    [TestCase("Voice", Channel.Chat, false, Description = "never chat while on voice")]
    [TestCase("Voice", Channel.Voice, false)]
    [TestCase("Callback", Channel.Sms, false)]
    [TestCase("WalkIn", Channel.Callback, false)]
    public void Room_for_one_more(string held, Channel channel, bool fits) => Assert.That(Capacity.Fits(Holding(held), channel, Rules), Is.EqualTo(fits));

    [Test]
    public void What_is_reserved_and_what_is_wrapped_up_takes_room_as_a_conversation_does([Values] HoldingKind kind) =>
        Assert.That(Capacity.Fits(Holding("Voice", kind), Channel.Voice, Rules), Is.False);

    [TestCase("Voice", "c0", true)]
    [TestCase("Voice", "other", false)]
    [TestCase("Chat,Sms", "c1", true)]
    public void A_contact_does_not_stand_in_its_own_way(string held, string besides, bool fits) =>
        Assert.That(Capacity.Fits(Holding(held), Channel.Chat, Rules, new ContactId(besides)), Is.EqualTo(fits));

    [TestCase("", 0)]
    [TestCase("Chat", 1)]
    [TestCase("Chat,Sms", 2)]
    [TestCase("Voice", 2, Description = "voice fills the whole of it")]
    [TestCase("WalkIn", 2)]
    public void Units_in_use_of_two(string held, int used) => Assert.That(Capacity.Units(Holding(held), Rules), Is.EqualTo((used, 2)));

    [TestCase("en,zh", "Voice,Chat", "", true)]
    [TestCase("zh", "Voice", "", false, Description = "language")]
    [TestCase("en", "Chat,Sms", "", false, Description = "channel")]
    public void Channel_and_language_are_must_haves(string languages, string channels, string skills, bool meets) =>
        Assert.That(Capacity.Meets(Profile(languages, channels, skills), A.Contact("c")), Is.EqualTo(meets));

    [TestCase("grief:2", "grief:2", true)]
    [TestCase("grief:3", "grief:2", true)]
    [TestCase("grief:1", "grief:2", false)]
    [TestCase("", "grief:1", false)]
    [TestCase("veterans:3", "grief:1", false)]
    [TestCase("grief:2,veterans:1", "grief:2,veterans:1", true)]
    [TestCase("grief:2", "grief:2,veterans:1", false, Description = "all of them")]
    [TestCase("grief:2,veterans:1", "veterans:2,grief:1", false)]
    [TestCase("grief:2", "", true)]
    public void Every_skill_is_needed_at_its_level(string has, string needs, bool meets)
    {
        var contact = A.Contact("c") with { Skills = [.. Skills(needs).Select(skill => new SkillNeed(skill.Key, skill.Value))] };

        Assert.That(Capacity.Meets(Profile("en", "Voice", has), contact), Is.EqualTo(meets));
    }

    [Test]
    public void Skills_left_out_are_no_must_have() => Assert.That(Capacity.Meets(A.Profile(), A.Contact("c") with { Skills = default }), Is.True);

    [Test]
    public void Only_who_is_available_is_free([Values] PresenceKind presence) =>
        Assert.That(Capacity.IsFree(A.Worker("w", presence), A.Contact("c"), Rules, A.T0), Is.EqualTo(presence == PresenceKind.Available));

    [TestCase(-1, true)]
    [TestCase(0, true)]
    [TestCase(1, false)]
    public void Who_is_quiet_is_free_when_the_quiet_is_over(int secondsLeft, bool free) =>
        Assert.That(Capacity.IsFree(A.Worker("w") with { QuietUntil = A.T0 + TimeSpan.FromSeconds(secondsLeft) }, A.Contact("c"), Rules, A.T0), Is.EqualTo(free));

    [Test]
    public void Quiet_makes_nobody_available_who_is_not() =>
        Assert.That(Capacity.IsFree(A.Worker("w", PresenceKind.Break) with { QuietUntil = A.T0 - TimeSpan.FromSeconds(1) }, A.Contact("c"), Rules, A.T0), Is.False);

    [Test]
    public void Nobody_is_free_without_room_or_the_must_haves_or_for_what_is_held_already()
    {
        var chat = A.Contact("c0", channel: Channel.Chat);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Capacity.IsFree(Holding("Voice"), A.Contact("c"), Rules, A.T0), Is.False);
            Assert.That(Capacity.IsFree(A.Worker("w", profile: A.Profile("zh")), A.Contact("c"), Rules, A.T0), Is.False);
            Assert.That(Capacity.IsFree(Holding("Chat"), chat, Rules, A.T0), Is.False, "the same chat once more");
            Assert.That(Capacity.IsFree(Holding("Chat"), chat with { Id = new ContactId("c1") }, Rules, A.T0), Is.True, "another chat");
        }
    }

    [TestCase(OfferEnd.Declined, 600, 20)]
    [TestCase(OfferEnd.Expired, 600, 20)]
    [TestCase(OfferEnd.Unshown, 10, 20)]
    [TestCase(OfferEnd.Rescinded, null, null, Description = "it was not the worker's doing")]
    [TestCase(OfferEnd.Accepted, null, null)]
    [TestCase(null, null, null, Description = "still pending")]
    public void After_an_offer_the_worker_is_not_asked_again_for_seconds_and_sooner_when_nobody_else_can(OfferEnd? end, int? excluded, int? again)
    {
        var ended = A.T0 + TimeSpan.FromSeconds(7);
        var contact = A.Contact("c") with
        {
            Offers = [new Offer(new OfferId("o"), W, new Fence(1, 1), A.T0, A.T0 + TimeSpan.FromSeconds(20), [], 0) { End = end, EndedAt = end is null ? null : ended }],
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Capacity.ExcludedUntil(contact, W, Rules), Is.EqualTo(After(excluded)));
            Assert.That(Capacity.AskAgainAt(contact, W, Rules), Is.EqualTo(After(again)));
            Assert.That(Capacity.ExcludedUntil(contact, new WorkerId("other"), Rules), Is.Null);
            Assert.That(Capacity.AskAgainAt(contact, new WorkerId("other"), Rules), Is.Null);
        }

        DateTimeOffset? After(int? seconds) => seconds is { } some ? ended + TimeSpan.FromSeconds(some) : null;
    }

    private static Worker Holding(string channels, HoldingKind kind = HoldingKind.Engaged) => A.Worker("w") with
    {
        Holdings = [.. Split(channels).Select((channel, at) => new Holding(new ContactId("c" + at), Enum.Parse<Channel>(channel), kind, new Fence(1, 1)))],
    };

    private static WorkerProfile Profile(string languages, string channels, string skills) =>
        new([.. Split(languages)], Skills(skills), [.. Split(channels).Select(Enum.Parse<Channel>)], false);

    private static ImmutableDictionary<string, int> Skills(string text) =>
        Split(text).Select(skill => skill.Split(':')).ToImmutableDictionary(pair => pair[0], pair => pair[1][0] - '0');

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
