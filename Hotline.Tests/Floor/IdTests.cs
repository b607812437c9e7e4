using Hotline.Server.Floor;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>Ids and fences as they are read, printed and ordered.</summary>
public sealed class IdTests
{
    [TestCase("1772352000000-5f3a", 1772352000000)]
    [TestCase("7-a", 7)]
    [TestCase("1772352000000", 0, Description = "no dash")]
    [TestCase("-5f3a", 0, Description = "no time")]
    [TestCase("noon-5f3a", 0)]
    [TestCase("+7-a", 0)]
    [TestCase("", 0)]
    public void A_command_id_says_when_it_was_issued_or_0(string id, long issuedAtMs) => Assert.That(new CommandId(id).IssuedAtMs, Is.EqualTo(issuedAtMs));

    [TestCase("1772352000000-5f3a", true)]
    [TestCase("a", true)]
    [TestCase("", false)]
    [TestCase("a|b", false)]
    [TestCase("a\nb", false)]
    [TestCase("a\rb", false)]
    [TestCase("a\tb", false)]
    [TestCase("a\u0000b", false)]
    public void A_command_id_that_would_tear_the_journals_text_is_not_well_formed(string id, bool wellFormed) =>
        Assert.That(new CommandId(id).IsWellFormed, Is.EqualTo(wellFormed));

    [TestCase(128, true)]
    [TestCase(129, false)]
    public void A_command_id_is_at_most_128_characters_long(int length, bool wellFormed) =>
        Assert.That(new CommandId(new string('a', length)).IsWellFormed, Is.EqualTo(wellFormed));

    [Test]
    public void No_command_id_is_not_well_formed() => Assert.That(default(CommandId).IsWellFormed, Is.False);

    [TestCase(1, 5, 1, "1.6")]
    [TestCase(1, 5, 2, "2.1", Description = "a new epoch counts from one")]
    [TestCase(2, 5, 1, "2.6", Description = "a fence never goes back to an older epoch")]
    [TestCase(0, 0, 1, "1.1")]
    public void The_next_fence_is_higher(long epoch, long number, long now, string next)
    {
        var fence = new Fence(epoch, number);

        Assert.That(fence.Next(now).ToString(), Is.EqualTo(next));
        Assert.That(fence.Next(now), Is.GreaterThan(fence));
    }

    [TestCase("1.2", "1.3", -1)]
    [TestCase("1.2", "1.2", 0)]
    [TestCase("1.10", "1.9", 1, Description = "numbers, not text")]
    [TestCase("1.9", "2.1", -1, Description = "the epoch goes before the number")]
    [TestCase("2.1", "1.9", 1)]
    public void Fences_are_ordered_by_epoch_and_then_by_number(string one, string other, int order)
    {
        var (a, b) = (Fence.Parse(one), Fence.Parse(other));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Math.Sign(a.CompareTo(b)), Is.EqualTo(order));
            Assert.That((a < b, a <= b, a >= b, a > b), Is.EqualTo((order < 0, order <= 0, order >= 0, order > 0)));
        }
    }

    [TestCase("3.14", 3, 14)]
    [TestCase("0.0", 0, 0)]
    [TestCase("12.", 0, 0)]
    [TestCase(".12", 0, 0)]
    [TestCase("12", 0, 0)]
    [TestCase("1.2.3", 0, 0)]
    [TestCase("-1.2", 0, 0)]
    [TestCase("1.x", 0, 0)]
    [TestCase("x.1", 0, 0)]
    [TestCase("", 0, 0)]
    [TestCase(null, 0, 0)]
    public void A_fence_is_read_as_it_prints_and_a_malformed_one_is_none(string? text, long epoch, long number) =>
        Assert.That(Fence.Parse(text), Is.EqualTo(new Fence(epoch, number)));

    [Test]
    public void What_the_floor_does_of_itself_is_done_by_the_system() => Assert.That(Actor.System, Is.EqualTo(new Actor("system", "floor")));
}
