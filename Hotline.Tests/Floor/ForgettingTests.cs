using Hotline.Server.Floor;
using Hotline.Tests.Support;
using NUnit.Framework;

namespace Hotline.Tests.Floor;

/// <summary>What is over leaves the floor once it is old; what is live never does.</summary>
public sealed class ForgettingTests
{
    private static readonly ContactId C = new("c");

    [TestCase("Closed", -1, false)]
    [TestCase("Closed", 0, true)]
    [TestCase("Abandoned", -1, false)]
    [TestCase("Abandoned", 1, true)]
    [TestCase("Waiting", 9_000_000, false, Description = "what is live is never forgotten")]
    [TestCase("WrapUp", 9_000_000, false)]
    public void What_is_over_is_forgotten_ten_minutes_later(string state, int milliseconds, bool forgotten)
    {
        var floor = new PaperFloor().Worker("w").BringTo("c", "w", state);
        floor.Now += TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(milliseconds);

        var decision = floor.Do(new FloorCommand.ForgetContacts([C, new ContactId("nobody")]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(floor.State.Contact(C), forgotten ? Is.Null : Is.Not.Null);
            if (forgotten) Assert.That(((Decision.Changed)decision).Events, Is.EqualTo(new[] { new FloorEvent.ContactForgotten(C) }));
            else Assert.That(decision, Is.TypeOf<Decision.Unchanged>(), "nothing is journaled when nothing is forgotten");
        }
    }
}
