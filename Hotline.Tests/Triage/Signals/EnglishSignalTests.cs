using NUnit.Framework;

namespace Hotline.Tests.Triage.Signals;

/// <summary>Sentences written for the test: what each kind and each context looks like in English.</summary>
public sealed class EnglishSignalTests
{
    [TestCase("I wish I was never born", "text.wish_dead")]
    [TestCase("I'm so tired of being alive", "text.wish_dead")]
    [TestCase("I just don't want to wake up anymore", "text.wish_dead")]
    [TestCase("there is no reason to live", "text.wish_dead")]
    [TestCase("I want to die", "text.ideation")]
    [TestCase("I keep thinking about suicide", "text.ideation")]
    [TestCase("been feeling suicidal since Monday", "text.ideation")]
    [TestCase("I'm going to kill myself", "text.intent")]
    [TestCase("I have decided to end my life", "text.intent")]
    [TestCase("by the time you read this it is over", "text.goodbye")]
    [TestCase("I wrote a suicide note", "text.plan")]
    [TestCase("I have a plan to kill myself", "text.plan")]
    [TestCase("gave away all my stuff", "text.plan")]
    [TestCase("I want to jump off a bridge", "text.method")]
    [TestCase("I think about hanging myself", "text.method")]
    [TestCase("I have a loaded gun here", "text.means")]
    [TestCase("my brother died last year and I have the pills here", "text.means")]
    [TestCase("if they find out I am lost and I want to die", "text.ideation")]
    [TestCase("the pills are next to me", "text.means")]
    [TestCase("I will kill myself tonight", "text.time_frame")]
    [TestCase("tomorrow night I'm going to end it", "text.time_frame")]
    [TestCase("goodbye everyone", "text.goodbye")]
    [TestCase("please take care of my dog when I'm gone", "text.goodbye")]
    [TestCase("I took all the pills", "text.attempt_now")]
    [TestCase("just swallowed a whole bottle of tylenol", "text.attempt_now")]
    [TestCase("I slit my wrists", "text.attempt_now")]
    [TestCase("I'm standing on the edge of the bridge", "text.attempt_now")]
    [TestCase("after my last suicide attempt nothing changed", "text.past_attempt")]
    [TestCase("I cut myself again", "text.self_harm")]
    [TestCase("I relapsed on self-harm", "text.self_harm")]
    [TestCase("he said he is going to kill me", "text.violence")]
    [TestCase("my husband has a knife", "text.violence")]
    [TestCase("my stepdad keeps hitting me", "text.abuse")]
    [TestCase("I was raped", "text.abuse")]
    [TestCase("I'm scared I will hurt my baby, I keep shaking my baby", "text.child")]
    [TestCase("I feel hopeless", "text.hopelessness")]
    [TestCase("I can't go on like this", "text.hopelessness")]
    [TestCase("everyone would be better off without me", "text.burden")]
    [TestCase("I'm just a burden to my family", "text.burden")]
    [TestCase("I'm all alone", "text.isolation")]
    [TestCase("I have no one to talk to", "text.isolation")]
    [TestCase("I'm having a panic attack", "text.distress")]
    [TestCase("I'm really drunk", "text.intoxication")]
    [TestCase("my brother killed himself", "text.suicide_loss")]
    [TestCase("I'm staying alive for my kids", "text.reasons_to_live")]
    [TestCase("I'm not suicidal", "text.denied")]
    public void A_kind_is_found(string text, string kind) => Assert.That(Signalled.Kinds(text), Does.Contain(kind));

    [TestCase("I don't want to die", "text.ideation/Negated")]
    [TestCase("I have never thought about suicide", "text.ideation/Negated")]
    [TestCase("I'm not going to kill myself", "text.intent/Negated")]
    [TestCase("I don't think I want to die", "text.ideation/Negated")]
    [TestCase("Ten years ago I took all the pills", "text.attempt_now/Past")]
    [TestCase("I used to think about suicide", "text.ideation/Past")]
    [TestCase("when I was younger I cut myself", "text.self_harm/Past")]
    [TestCase("what if I kill myself, said the character", "text.ideation", false)]
    [TestCase("My friend wants to die", "text.ideation/OfAnother")]
    [TestCase("my sister is going to kill herself", "text.intent/OfAnother")]
    [TestCase("She says she feels suicidal", "text.ideation/OfAnother")]
    [TestCase("She left a note, and then wrote “I want to die” on it", "text.ideation/Quoted")]
    [TestCase("the song called I want to die is sad", "text.ideation/Quoted")]
    public void A_context_changes_how_it_is_meant(string text, string kind, bool found = true) =>
        Assert.That(Signalled.Kinds(text).Contains(kind), Is.EqualTo(found), string.Join(' ', Signalled.Kinds(text)));

    [TestCase("My friend left me and I want to die", "text.ideation")]
    [TestCase("my mom makes me want to kill myself", "text.ideation")]
    [TestCase("I didn't sleep. I want to die", "text.ideation")]
    [TestCase("I don't know why but I want to die", "text.ideation")]
    [TestCase("I can't stop thinking about suicide", "text.ideation")]
    [TestCase("last year was bad but now I want to die", "text.ideation")]
    [TestCase("If she leaves I will kill myself", "text.intent")]
    [TestCase("I keep thinking \"I want to die\"", "text.ideation")]
    [TestCase("\"I want to die\"", "text.ideation")]
    public void What_is_about_something_else_does_not_soften(string text, string kind) => Assert.That(Signalled.Kinds(text), Does.Contain(kind));

    [TestCase("You are worth more than you think. You can call your doctor. Suicide is not the only way for you, your friends need you")]
    [TestCase("You said your week was bad. Thinking of suicide is common when you lose your job, and you can tell your family")]
    public void Whoever_says_you_again_and_again_writes_about_another(string text) =>
        Assert.That(Signalled.Kinds(text).Where(kind => kind.StartsWith("text.ideation", StringComparison.Ordinal)), Has.All.EqualTo("text.ideation/OfAnother"));

    [TestCase("You lied. You left. You took your things and you laughed. I want to kill myself", "text.ideation")]
    [TestCase("You lied. You left. You took your things and you laughed. Going to end my life tonight", "text.intent")]
    [TestCase("You lied. You left. Going to kill myself. You took your things and you laughed", "text.intent")]
    public void Reproaches_do_not_hide_what_somebody_says_of_themself(string text, string kind) => Assert.That(Signalled.Kinds(text), Does.Contain(kind), string.Join(' ', Signalled.Kinds(text)));

    [TestCase("I'm dying to see you")]
    [TestCase("this cake is to die for")]
    [TestCase("you're killing me lol")]
    [TestCase("my phone died again")]
    [TestCase("killing me softly is my favourite tune")]
    [TestCase("we watched the Suicide Squad")]
    [TestCase("I had dinner with my mother and went home")]
    [TestCase("when does the library open tomorrow?")]
    public void A_figure_of_speech_is_no_risk(string text) => Assert.That(Signalled.Risks(text), Is.Empty);
}
