using System.Net;
using Hotline.Server.Floor;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

/// <summary>What a channel does with a contact after it is open.</summary>
public sealed class LaterTests
{
    private PaperHost host = null!;
    private string contact = null!;

    [SetUp]
    public async Task Start()
    {
        host = await PaperHost.StartAsync();
        contact = (await host.OpenedAsync("""{"evidence":[{"kind":"cssrs.1","value":"no"}]}""")).ContactId;
    }

    [TearDown]
    public async Task Stop() => await host.DisposeAsync();

    [Test]
    public async Task Evidence_grades_the_contact_anew_at_once()
    {
        var receipt = await PaperHost.ReceiptAsync(await host.PostAsync(contact, "evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}"""));

        Assert.That((receipt.Band, receipt.Durability), Is.EqualTo((Wire.Band.High, "recorded")));
        Assert.That((host.OnFloor(contact).Grade.Band, host.OnFloor(contact).Grade.Basis), Is.EqualTo((Band.High, 2)));
        Assert.That(host.Records.EvidenceOf(contact).Select(piece => (piece.Number, piece.Source)), Is.EqualTo(new[] { (1, "help_seeker"), (2, "help_seeker") }));
    }

    [Test]
    public async Task Evidence_that_is_not_recorded_in_time_is_acknowledged_as_journaled()
    {
        host.Records.Records = false;

        Assert.That((await PaperHost.ReceiptAsync(await host.PostAsync(contact, "evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}"""))).Durability, Is.EqualTo("journaled"));
    }

    [TestCase("I took something")]
    [TestCase("[]")]
    [TestCase("""{"evidence":"act_in_progress"}""")]
    public async Task Evidence_that_cannot_be_read_counts_as_unknown(string body)
    {
        var receipt = await PaperHost.ReceiptAsync(await host.PostAsync(contact, "evidence", body));

        Assert.That(receipt.Band, Is.EqualTo(Wire.Band.Moderate));
        Assert.That(receipt.Warnings, Is.Not.Empty);
        Assert.That(host.Records.Alarms, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Evidence_sent_twice_is_kept_once_and_completes_what_the_first_could_not()
    {
        host.Ledger.Away = true;
        var first = await host.PostAsync(contact, "evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}""");
        host.Ledger.Away = false;
        var second = await host.PostAsync(contact, "evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}""");

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await PaperHost.ProblemAsync(first)).EmergencyNumbers, Is.Not.Empty);
        Assert.That((await PaperHost.ReceiptAsync(second)).Band, Is.EqualTo(Wire.Band.High));
        Assert.That(host.Records.EvidenceOf(contact), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task The_same_answer_given_again_later_is_kept_again()
    {
        host.Ledger.Floor.Now += TimeSpan.FromMinutes(5);
        await host.PostAsync(contact, "evidence", """{"evidence":[{"kind":"cssrs.1","value":"no"}]}""");

        Assert.That(host.Records.EvidenceOf(contact), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_contended_floor_is_asked_again_with_the_same_command()
    {
        host.Ledger.Contended = 2;

        await PaperHost.ReceiptAsync(await host.PostAsync(contact, "evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}"""));

        Assert.That(host.Ledger.Asked.Skip(1).Select(asked => asked.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(host.Ledger.Asked, Has.Count.EqualTo(4));
        Assert.That(host.OnFloor(contact).Grade.Band, Is.EqualTo(Band.High));
    }

    [Test]
    public async Task Evidence_for_what_only_the_inbox_has_opens_it_first()
    {
        host.Ledger.Away = true;
        var waiting = await host.OpenedAsync(key: "second");
        host.Ledger.Away = false;

        var receipt = await PaperHost.ReceiptAsync(await host.PostAsync(waiting.ContactId, "evidence", """{"evidence":[{"kind":"act_in_progress","value":"yes"}]}"""));

        Assert.That((receipt.Band, receipt.Place), Is.EqualTo((Wire.Band.Imminent, 1)));
        Assert.That(host.OnFloor(waiting.ContactId).Grade.Band, Is.EqualTo(Band.Imminent));
    }

    [Test]
    public async Task A_text_is_kept_and_neither_on_the_floor_nor_lost_without_redis()
    {
        host.Ledger.Away = true;

        var receipt = await PaperHost.ReceiptAsync(await host.PostAsync(contact, "texts", """{"text":"are you there"}"""));

        Assert.That(receipt.Durability, Is.EqualTo("recorded"));
        Assert.That(host.Records.Texts.Single(), Is.EqualTo((new ContactId(contact), "are you there")));
    }

    [Test]
    public async Task A_text_repairs_a_grade_that_the_floor_missed()
    {
        host.Ledger.Away = true;
        await host.PostAsync(contact, "evidence", """{"evidence":[{"kind":"cssrs.5","value":"yes"}]}""");
        host.Ledger.Away = false;

        Assert.That((await PaperHost.ReceiptAsync(await host.PostAsync(contact, "texts", """{"text":"hello"}"""))).Band, Is.EqualTo(Wire.Band.High));
    }

    [TestCase("", "hung_up", 0)]
    [TestCase("{}", "hung_up", 0)]
    [TestCase("""{"reason":"resolved"}""", "resolved", 0)]
    [TestCase("""{"reason":"Quick_Exit"}""", "quick_exit", 0)]
    [TestCase("""{"reason":"my husband came in"}""", "quick_exit", 1)]
    [TestCase("gone", "quick_exit", 1)]
    public async Task A_help_seeker_who_leaves_is_out_of_the_queue(string body, string reason, int warnings)
    {
        var receipt = await PaperHost.ReceiptAsync(await host.PostAsync(contact, "withdrawal", body));

        Assert.That((receipt.Phase, receipt.Place, receipt.Unstaffed, receipt.Warnings.Count), Is.EqualTo((Wire.Phase.Abandoned, (int?)null, false, warnings)));
        Assert.That(host.OnFloor(contact).State, Is.EqualTo(new ContactState.Abandoned(Support.A.T0, reason)));
        Assert.That((await PaperHost.ReceiptAsync(await host.PostAsync(contact, "withdrawal", body))).Phase, Is.EqualTo(Wire.Phase.Abandoned), "again is the same");
    }

    [Test]
    public async Task Who_is_being_answered_stays_and_the_answer_says_so()
    {
        host.Ledger.Floor.Worker("w1").Plan();
        host.Ledger.Floor.Accepted(contact, "w1");

        Assert.That((await PaperHost.ReceiptAsync(await host.PostAsync(contact, "withdrawal", "{}"))).Phase, Is.EqualTo(Wire.Phase.Engaged));
    }

    [Test]
    public async Task A_withdrawal_that_the_floor_did_not_get_is_not_acknowledged()
    {
        host.Ledger.Away = true;

        Assert.That((await host.PostAsync(contact, "withdrawal", "{}")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public async Task Who_leaves_while_only_the_inbox_has_it_does_not_come_back()
    {
        host.Ledger.Away = true;
        var waiting = await host.OpenedAsync(key: "second");
        host.Ledger.Away = false;

        Assert.That((await PaperHost.ReceiptAsync(await host.PostAsync(waiting.ContactId, "withdrawal", "{}"))).Phase, Is.EqualTo(Wire.Phase.Abandoned));
    }

    [TestCase("evidence")]
    [TestCase("texts")]
    [TestCase("withdrawal")]
    public async Task Nobody_touches_the_contact_of_another_channel(string what)
    {
        var answer = await host.SendAsync(HttpMethod.Post, $"/api/v1/lines/harbour/contacts/{contact}/{what}", "{}", null, "k2/harbour/Chat");

        Assert.That((answer.StatusCode, (await PaperHost.ProblemAsync(answer)).Slug), Is.EqualTo((HttpStatusCode.NotFound, "unknown_contact")));
        Assert.That(host.Ledger.Asked, Has.Count.EqualTo(1));
    }
}
