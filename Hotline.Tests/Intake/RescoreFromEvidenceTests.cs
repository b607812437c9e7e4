using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Ledger;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Intake;

/// <summary>The path that a console's assessment takes.</summary>
public sealed class RescoreFromEvidenceTests
{
    private static readonly Actor Worker = new("worker", "w1");

    [Test]
    public async Task A_workers_findings_are_kept_as_the_workers_and_may_calm_once_somebody_is_there()
    {
        await using var host = await PaperHost.StartAsync();
        var contact = (await host.OpenedAsync("""{"evidence":[{"kind":"cssrs.4","value":"yes"}]}""")).ContactId;
        host.Ledger.Floor.Worker("w1").Plan();
        host.Ledger.Floor.Accepted(contact, "w1");

        var rescored = await RescoreAsync(host, contact, "1-a", Wire.EvidenceItem.Of("cssrs.4", "no"), Wire.EvidenceItem.Of("distress", 4));

        Assert.That(rescored.Answer, Is.InstanceOf<LedgerAnswer.Committed>());
        Assert.That((rescored.Recorded, rescored.Grade.Band, rescored.Warnings.Count), Is.EqualTo((true, Band.Low, 0)));
        Assert.That(host.OnFloor(contact).Grade.Band, Is.EqualTo(Band.Low));
        Assert.That(host.Records.EvidenceOf(contact).Skip(1).Select(piece => (piece.Kind, piece.Value, piece.Source)),
            Is.EqualTo(new[] { ("cssrs.4", "no", "worker"), ("distress", "4", "worker") }));
    }

    [Test]
    public async Task The_same_order_sent_again_returns_the_first_result_and_keeps_nothing_twice()
    {
        await using var host = await PaperHost.StartAsync();
        var contact = (await host.OpenedAsync()).ContactId;

        await RescoreAsync(host, contact, "1-a", Wire.EvidenceItem.Of("cssrs.4", "yes"));
        var again = await RescoreAsync(host, contact, "1-a", Wire.EvidenceItem.Of("cssrs.4", "yes"));

        Assert.That(again.Answer, Is.InstanceOf<LedgerAnswer.Committed>().With.Property("Repeated").True);
        Assert.That(host.Records.EvidenceOf(contact), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_consoles_nonsense_counts_as_unknown_and_is_named()
    {
        await using var host = await PaperHost.StartAsync();
        var contact = (await host.OpenedAsync("""{"evidence":[{"kind":"cssrs.1","value":"no"}]}""")).ContactId;

        var rescored = await RescoreAsync(host, contact, "1-a", new Wire.EvidenceItem(null!, default), Wire.EvidenceItem.Of("distress", 99));

        Assert.That(rescored.Grade.Band, Is.EqualTo(Band.Moderate));
        Assert.That(rescored.Warnings.Select(warning => warning.Code), Is.EquivalentTo(new[] { "unknown_kind", "out_of_range" }));
    }

    [Test]
    public async Task Evidence_about_a_contact_that_is_over_is_kept_and_changes_no_grade()
    {
        await using var host = await PaperHost.StartAsync();
        var contact = (await host.OpenedAsync()).ContactId;
        host.Ledger.Floor.Do(new FloorCommand.WithdrawContact(new ContactId(contact), "hung_up"));

        var rescored = await RescoreAsync(host, contact, "1-a", Wire.EvidenceItem.Of("cssrs.5", "yes"));

        Assert.That(rescored.Answer, Is.EqualTo(new LedgerAnswer.Refused(Refusal.ContactOver)));
        Assert.That(host.Records.EvidenceOf(contact), Has.Count.EqualTo(1));
    }

    private static async Task<Rescored> RescoreAsync(PaperHost host, string contact, string command, params Wire.EvidenceItem[] items)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RescoreFromEvidence>()
            .ExecuteAsync(Paper.Harbour.Id, new ContactId(contact), items, Worker, new CommandId(command), CancellationToken.None);
    }
}
