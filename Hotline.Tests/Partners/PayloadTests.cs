using System.Collections;
using System.Text;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Server.Escalations.Payload;
using Hotline.Tests.House;
using NJsonSchema;
using NUnit.Framework;

namespace Hotline.Tests.Partners;

/// <summary>What leaves, for whom, and in what shape.</summary>
public sealed class PayloadTests
{
    private static readonly string SchemaFile = Path.Combine(SourceTree.Root, "docs", "schemas", "escalation.schema.json");

    [Test]
    public void Every_member_of_the_form_has_its_path()
    {
        var members = Members(typeof(EscalationForm), "").Order(StringComparer.Ordinal);

        Assert.That(FormPaths.All.Select(path => path.Path).Order(StringComparer.Ordinal), Is.EqualTo(members));
        Assert.That(FormPaths.Filled(PaperForm.Full).Select(field => field.Path), Is.EqualTo(FormPaths.All.Select(path => path.Path)), "each is read");
        foreach (var path in FormPaths.All) Assert.That(path.Read(path.Clear(PaperForm.Full)), Is.Null.Or.Empty, path.Path);
        Assert.That(FormPaths.Filled(EscalationForm.Empty), Is.Empty);
    }

    [Test]
    public void An_empty_form_lacks_what_any_hand_over_needs() =>
        Assert.That(MustFields.Missing(EscalationForm.Empty), Is.EqualTo(new[] { "where.address", "what.happening", "caller.directLine", "wanted", "ground" }));

    [Test]
    public void A_full_form_lacks_nothing() =>
        Assert.That(MustFields.Missing(PaperForm.Full with { Wanted = Enum.GetValues<ResponseWanted>() }), Is.Empty);

    [TestCase(ResponseWanted.Medical, "what.attemptInProgress")]
    [TestCase(ResponseWanted.Police, "what.means,what.hazards")]
    [TestCase(ResponseWanted.MobileCrisisTeam, "who.callBack,what.means,what.mentalState")]
    [TestCase(ResponseWanted.Fire, "what.hazards")]
    [TestCase(ResponseWanted.ChildProtection, "who.name,what.others")]
    [TestCase(ResponseWanted.WelfareCheck, "who.name,who.callBack")]
    public void What_is_wanted_says_what_must_be_known(ResponseWanted wanted, string missing) =>
        Assert.That(MustFields.Missing(Least(wanted)), Is.EqualTo(missing.Split(',')));

    [Test]
    public void An_attempt_in_progress_asks_how_and_since_when() =>
        Assert.That(MustFields.Missing(Least(ResponseWanted.Medical) with { What = new WhatPart("x", AttemptInProgress: true) }), Is.EqualTo(new[] { "what.method", "what.since" }));

    [Test]
    public void A_position_stands_for_an_address_and_a_number_for_a_call_back()
    {
        var form = Least(ResponseWanted.WelfareCheck) with { Who = new WhoPart("n", Number: "1"), Where = new WherePart(Latitude: 1, Longitude: 2) };

        Assert.That(MustFields.Missing(form), Is.Empty);
        Assert.That(MustFields.Missing(form with { Where = new WherePart(Latitude: 1) }), Is.EqualTo(new[] { "where.address" }));
    }

    [Test]
    public void Acting_without_consent_wants_a_word_why() =>
        Assert.That(MustFields.Missing(PaperForm.Full with { GroundNote = " " }), Is.EqualTo(new[] { "groundNote" }));

    [TestCase(PartnerKind.Police, "what.substance,what.amount,what.medical,what.medication,groundNote")]
    [TestCase(PartnerKind.Ambulance, "groundNote")]
    [TestCase(PartnerKind.MobileCrisisTeam, "groundNote")]
    [TestCase(PartnerKind.Fire, "who.name,who.number,what.amount,what.since,what.medical,what.mentalState,what.medication,groundNote")]
    [TestCase(PartnerKind.ChildProtection, "what.method,what.substance,what.amount,what.means,what.medical,what.medication,groundNote")]
    public void Each_kind_is_told_what_it_needs(PartnerKind kind, string withheld) => Assert.That(LeastData.Withheld(kind, PaperForm.Full), Is.EqualTo(withheld.Split(',')));

    [Test]
    public void What_is_withheld_is_in_no_body_and_what_leaves_is_in_each([Values] PartnerKind kind, [Values] PayloadFormat format)
    {
        var body = Text(PayloadWriter.Write(format, kind, PaperForm.Facts()));
        var preview = PayloadWriter.Preview("p", kind, PartnerDelivery.Webhook, format, PaperForm.Facts());

        Assert.That(preview.Body, Is.EqualTo(body), "the preview is exactly what leaves");
        foreach (var path in FormPaths.All.Where(path => IsMarked(path.Path)))
            Assert.That(body.Contains(path.Read(PaperForm.Full)!, StringComparison.Ordinal), Is.EqualTo(LeastData.Leaves(kind, path.Path)), path.Path);
        Assert.That(preview.Fields.Select(field => field.Path).Concat(preview.Withheld), Is.EquivalentTo(FormPaths.All.Select(path => path.Path)), "no path is passed over in silence");
    }

    [Test]
    public void A_form_cut_twice_is_the_same([Values] PartnerKind kind) =>
        Assert.That(Text(PayloadWriter.Write(PayloadFormat.Hotline, kind, PaperForm.Facts(form: LeastData.For(kind, PaperForm.Full)))), Is.EqualTo(Text(PayloadWriter.Write(PayloadFormat.Hotline, kind, PaperForm.Facts()))));

    [Test]
    public void A_voice_partner_has_no_body() =>
        Assert.That(PayloadWriter.Preview("p", PartnerKind.Police, PartnerDelivery.Voice, PayloadFormat.Hotline, PaperForm.Facts()).Body, Is.Empty);

    [Test]
    public async Task Our_body_is_as_the_published_schema_has_it([Values] MessageKind message, [Values] PartnerKind kind)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile);

        foreach (var form in new[] { PaperForm.Full, EscalationForm.Empty })
        {
            var body = Text(PayloadWriter.Write(PayloadFormat.Hotline, kind, PaperForm.Facts(message, form)));
            Assert.That(schema.Validate(body).Select(fault => fault.ToString()), Is.Empty, body);
        }
    }

    [TestCase("\"priority\":\"Imminent\"", "\"priority\":\"Utmost\"")]
    [TestCase("\"escalationId\":\"e7f\",", "")]
    [TestCase("\"line\":", "\"nickname\":\"x\",\"line\":")]
    [TestCase("\"who\":{", "\"who\":{\"shoeSize\":\"43\",")]
    [TestCase("escalation.submitted", "escalation.sent")]
    [TestCase("escalation.submitted", "escalation.message")]
    [TestCase("escalation.submitted", "escalation.withdrawn")]
    public async Task Another_body_is_not(string part, string otherwise)
    {
        var schema = await JsonSchema.FromFileAsync(SchemaFile);
        var body = Text(PayloadWriter.Write(PayloadFormat.Hotline, PartnerKind.Ambulance, PaperForm.Facts()));

        Assert.That(body, Does.Contain(part));
        Assert.That(schema.Validate(body.Replace(part, otherwise, StringComparison.Ordinal)), Is.Not.Empty);
    }

    [Test]
    public void Only_a_submission_and_an_update_carry_the_form([Values(MessageKind.Withdrawn, MessageKind.Cancelled, MessageKind.Message, MessageKind.Test)] MessageKind message, [Values] PayloadFormat format)
    {
        var body = Text(PayloadWriter.Write(format, PartnerKind.Ambulance, PaperForm.Facts(message)));

        foreach (var path in FormPaths.All.Where(path => IsMarked(path.Path))) Assert.That(body, Does.Not.Contain(path.Read(PaperForm.Full)!));
    }

    [Test]
    public void Chinese_stays_readable() => Assert.That(Text(PayloadWriter.Write(PayloadFormat.Hotline, PartnerKind.Ambulance, PaperForm.Facts())), Does.Contain("Ming 明"));

    // The others are short or common words.
    private static bool IsMarked(string path) => path is not ("who.language" or "who.stillOnLine" or "what.attemptInProgress" or "wanted" or "ground" or "where.uncertaintyMetres" or "where.knownAt" or "who.number" or "who.callBack" or "caller.directLine");

    private static EscalationForm Least(ResponseWanted wanted) => new(
        new WhoPart(), new WherePart("x"), new WhatPart("x"), new CallerPart(DirectLine: "1"), [wanted], DisclosureGround.Consent, null);

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);

    private static IEnumerable<string> Members(Type type, string before) => type.GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public)
        .SelectMany(member => member.PropertyType.Namespace == typeof(EscalationForm).Namespace && !member.PropertyType.IsEnum && !typeof(IEnumerable).IsAssignableFrom(member.PropertyType)
            ? Members(member.PropertyType, JsonNamingPolicy.CamelCase.ConvertName(member.Name) + ".") : [before + JsonNamingPolicy.CamelCase.ConvertName(member.Name)]);
}
