using Hotline.Console.Escalations;
using Hotline.Contracts;
using Hotline.Server.Escalations.Payload;
using Hotline.Server.Escalations.Registry;
using Hotline.Server.Floor;
using NUnit.Framework;
using Band = Hotline.Contracts.Band;
using CancelState = Hotline.Contracts.CancelState;
using Needs = Hotline.Console.Escalations.Needs;
using PartnerDelivery = Hotline.Contracts.PartnerDelivery;
using PartnerReport = Hotline.Contracts.PartnerReport;
using EscalationStep = Hotline.Contracts.EscalationStep;

namespace Hotline.Tests.Console;

/// <summary>What the console says of a hand-over before anything is sent is what the server says of it.</summary>
public sealed class EscalationFormTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);
    private static readonly EscalationForm Full = new(
        new WhoPart("Lin", "+86 138 0000 0000", "+86 138 0000 0001", "zh", true),
        new WherePart("Nanjing Road 1", "Huangpu", 31.2304, 121.4737, 50, "12", "gate code 4", "said", Now),
        new WhatPart("took tablets", true, "tablets", "zopiclone", "30", "21:40", "more tablets", "a child", "drowsy", "quiet", "none", "dog"),
        new CallerPart("Demo line", "1001"), [ResponseWanted.Medical, ResponseWanted.Police], DisclosureGround.VitalInterest, "asleep soon");

    [Test]
    public void A_form_goes_through_the_sheet_unchanged()
    {
        var form = new FormSheet(Full).Form();
        Assert.That(form with { Wanted = Full.Wanted }, Is.EqualTo(Full));
        Assert.That(form.Wanted, Is.EqualTo(Full.Wanted));
        Assert.That(FormSheet.Lines(Full).Keys, Is.EquivalentTo(Hotline.Server.Escalations.Payload.FormPaths.All.Select(path => path.Path)));
    }

    [Test]
    public void What_is_named_as_missing_is_what_the_server_names() => Assert.Multiple(() =>
    {
        var wanted = Enum.GetValues<ResponseWanted>();
        for (var mask = 0; mask < 1 << wanted.Length; mask++)
            foreach (var attempt in new bool?[] { true, false, null })
                foreach (var ground in new DisclosureGround?[] { null, DisclosureGround.Consent, DisclosureGround.LegalDuty })
                    foreach (var start in new[] { EscalationForm.Empty, Full, Full with { Where = new WherePart(Latitude: 1, Longitude: 2), Who = new WhoPart(CallBack: "1") } })
                    {
                        var form = start with { Wanted = [.. wanted.Where((_, bit) => (mask >> bit & 1) == 1)], What = start.What with { AttemptInProgress = attempt }, Ground = ground };
                        Assert.That(new FormSheet(form).Missing(), Is.EquivalentTo(MustFields.Missing(form)));
                    }
    });

    [Test]
    public void What_a_partner_may_report_next_is_what_the_floor_takes() => Assert.Multiple(() =>
    {
        foreach (var step in Enum.GetValues<EscalationStep>().Where(step => step is >= EscalationStep.Accepted and <= EscalationStep.Transported))
            Assert.That(
                ReportSteps.Next(ChainState.Accepted, step),
                Is.EquivalentTo(Enum.GetValues<PartnerReport>().Where(report => FloorDecision.Leads((Server.Floor.EscalationStep)step, (Server.Floor.PartnerReport)report))), step.ToString());
    });

    [Test]
    public void Chips_propose_the_kinds_that_the_server_proposes() => Assert.Multiple(() =>
    {
        PartnerChoice[] partners = [.. Enum.GetValues<PartnerKind>().Select(kind => new PartnerChoice(kind.ToString(), kind.ToString(), "", kind, PartnerDelivery.Desk, null, "", "", 60, false, null))];
        foreach (var wanted in Enum.GetValues<ResponseWanted>())
            Assert.That(
                ChainChoices.Proposed(new EscalationDraft(EscalationForm.Empty, Band.High, true, [], partners), [wanted]),
                Is.EquivalentTo(ChainProposal.Kinds([wanted], Server.Floor.Band.High).Select(kind => kind.ToString())), wanted.ToString());
    });

    [Test]
    public void A_proposed_chain_ends_with_a_number_to_dial()
    {
        PartnerChoice[] partners =
        [
            new("team", "Team", "", PartnerKind.MobileCrisisTeam, PartnerDelivery.Desk, null, "", "", 60, true, null),
            new("120", "Ambulance", "", PartnerKind.Ambulance, PartnerDelivery.Voice, "120", "", "", 120, false, null),
            new("night", "Night", "", PartnerKind.MobileCrisisTeam, PartnerDelivery.Desk, null, "", "", 60, false, "closed"),
        ];
        var draft = new EscalationDraft(EscalationForm.Empty, Band.High, true, [], partners);
        Assert.That(ChainChoices.Proposed(draft, [ResponseWanted.MobileCrisisTeam]), Is.EqualTo(new[] { "team", "120" }));
        Assert.That(ChainChoices.Proposed(draft, []), Is.EqualTo(new[] { "team" }), "as the server proposed");
    }

    [Test]
    public void What_only_one_side_changed_is_brought_together_and_what_both_did_is_asked()
    {
        var mine = Full with { Where = Full.Where with { Floor = "13" }, What = Full.What with { Means = "none left" } };
        var theirs = Full with { What = Full.What with { Means = "a knife", Medical = "unconscious" } };
        Assert.That(FormMerge.Clashes(Full, mine, theirs), Is.EqualTo(new[] { new FieldClash("what.means", "none left", "a knife") }));
        var merged = FormMerge.Merged(Full, mine, theirs, []);
        Assert.That((merged.Where.Floor, merged.What.Means, merged.What.Medical), Is.EqualTo(("13", "a knife", "unconscious")));
        Assert.That(FormMerge.Merged(Full, mine, theirs, ["what.means"]).What.Means, Is.EqualTo("none left"));
    }

    [Test]
    public void What_was_typed_before_the_draft_came_stays()
    {
        var sheet = new FormSheet(EscalationForm.Empty);
        sheet.Write("where.address", "Station square", Now);
        sheet.Fill(Full);
        Assert.That((sheet["where.address"], sheet["who.name"], sheet["what.means"]), Is.EqualTo(("Station square", "Lin", "more tablets")));
    }

    [TestCase(EscalationStep.Unanswered, true, 0, Need.Dial)]
    [TestCase(EscalationStep.Held, false, 0, Need.Confirm)]
    [TestCase(EscalationStep.Held, true, 0, Need.WaitSecond)]
    [TestCase(EscalationStep.Held, true, 61, Need.GoOn)]
    [TestCase(EscalationStep.Submitted, true, 0, Need.WaitPartner)]
    [TestCase(EscalationStep.EnRoute, true, 0, Need.WaitHelp)]
    [TestCase(EscalationStep.EnRoute, true, 1801, Need.SayReached)]
    [TestCase(EscalationStep.Closed, true, 0, Need.SayReached)]
    [TestCase(EscalationStep.Cancelled, true, 0, Need.Over)]
    public void Who_must_act_follows_from_step_and_time(EscalationStep step, bool mine, int seconds, Need need)
    {
        var reached = step >= EscalationStep.Accepted && step <= EscalationStep.Closed ? Now.AddMinutes(30) : (DateTimeOffset?)null;
        var view = new EscalationView("e", "c", Band.High, step, Now, Now, "Me", mine, 0, [], 1, step == EscalationStep.Held ? Now.AddSeconds(60) : null, reached, null, CancelState.None, 0, null, null, false);
        Assert.That(Needs.Of(view, Now.AddSeconds(seconds)), Is.EqualTo(need));
    }
}
