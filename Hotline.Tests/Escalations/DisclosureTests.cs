using System.Security.Cryptography;
using Hotline.Server.Escalations.Disclosures;
using Hotline.Server.Floor;
using Hotline.Server.Identity;
using Hotline.Server.Records;
using Hotline.Server.Records.Model;
using Hotline.Tests.Records;
using Hotline.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Wire = Hotline.Contracts;

namespace Hotline.Tests.Escalations;

/// <summary>The disclosure log in SQL: written once, sealed apart from the contact, never changed.</summary>
[TestFixture(RecordsNode.Sqlite)]
[TestFixture(RecordsNode.Postgres)]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class DisclosureTests(string provider)
{
    private static readonly byte[] Body = "{\"who\":{\"name\":\"林\"}}"u8.ToArray();
    private RecordsNode node = null!;
    private SqlDisclosures disclosures = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        node = await RecordsNode.StartAsync(provider);
        disclosures = new SqlDisclosures(node.Store, node.Get<ContactKeys>(), node.Audit, new Names());
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (node is not null) await node.DisposeAsync();
    }

    [Test]
    public async Task What_left_is_written_once_however_often_it_is_added_and_stands_in_the_chain()
    {
        await PutAsync(One("d1", "e1"), One("d1", "e1"), One("d2", "e1", second: "w2"));
        await PutAsync(One("d1", "e1") with { Where = "elsewhere" });

        var read = await disclosures.ReadAsync(Period("c1"), default);
        Assert.That(read.Select(entry => entry.DisclosureId), Is.EqualTo(new[] { "d2", "d1" }));
        var entry = read[1];
        Assert.That((entry.PartnerName, entry.How, entry.Where, entry.WorkerName, entry.Ground, entry.Why), Is.EqualTo(("Team", "webhook", "https://partner.example/hotline", "Lin", (Wire.DisclosureGround?)Wire.DisclosureGround.VitalInterest, "she stopped answering")));
        Assert.That(entry.Fields, Is.EqualTo(new[] { "who.name", "where.address" }));
        Assert.That(entry.BodyHash, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Body))));
        Assert.That((read[0].SecondWorkerId, read[0].SecondWorkerName), Is.EqualTo(("w2", (string?)null)));
        Assert.That(await disclosures.OpenBodyAsync("d1", default), Is.EqualTo(Body));
        var page = await node.Chains.PageAsync($"line:{RecordsNode.Line}", null, 200, default);
        Assert.That(page.Count(fact => fact is { Action: "Disclosed", Subject: "contact:c1" }), Is.EqualTo(2));
    }

    [Test]
    public async Task A_caller_that_rolls_back_leaves_nothing()
    {
        await using (var db = node.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await disclosures.AddAsync(db, One("d-lost", "e-lost", "c-lost"));
            await db.SaveChangesAsync();
        }

        Assert.That(await disclosures.ReadAsync(Period("c-lost"), default), Is.Empty);
    }

    [Test]
    public async Task It_outlives_the_contacts_own_data_and_ends_with_its_own_key()
    {
        await PutAsync(One("d-kept", "e-kept", "c-gone"));
        await using var db = node.Open();
        using (await node.Get<ContactKeys>().FindOrAddAsync(db, "contact:c-gone", default))
            await db.SaveChangesAsync();
        Assert.That(await node.Get<ContactKeys>().ShredAsync(db, "contact:c-gone", default), Is.True);
        Assert.That((await disclosures.ReadAsync(Period("c-gone"), default)).Single().Why, Is.EqualTo("she stopped answering"));

        Assert.That(await node.Get<ContactKeys>().ShredAsync(db, SqlDisclosures.OwnerOf("e-kept"), default), Is.True);
        var left = (await disclosures.ReadAsync(Period("c-gone"), default)).Single();
        Assert.That((left.Why, left.BodyHash.Length), Is.EqualTo(((string?)null, 64)), "that it left stays; what it said does not");
        Assert.That(await disclosures.OpenBodyAsync("d-kept", default), Is.Null);
    }

    [Test]
    public async Task Neither_words_nor_body_stand_open_in_the_table()
    {
        await PutAsync(One("d-sealed", "e-sealed", "c-sealed"));
        await using var db = node.Open();
        var row = await db.Set<DisclosureRow>().SingleAsync(row => row.Id == "d-sealed");
        Assert.That(row.Body.AsSpan().IndexOf("林"u8), Is.EqualTo(-1));
        Assert.That(row.Why.AsSpan().IndexOf("answering"u8), Is.EqualTo(-1));
    }

    [Test]
    public async Task The_database_refuses_to_change_one_and_to_delete_one_within_three_years()
    {
        await PutAsync(One("d-fast", "e-fast", "c-fast") with { At = DateTimeOffset.UnixEpoch.AddYears(200) }, One("d-old", "e-old", "c-old") with { At = DateTimeOffset.UnixEpoch });
        await using var db = node.Open();
        Assert.That(() => db.Database.ExecuteSqlRawAsync("""UPDATE "Disclosures" SET "Where" = 'x'"""), Throws.InstanceOf<System.Data.Common.DbException>());
        Assert.That(() => db.Set<DisclosureRow>().Where(row => row.Id == "d-fast").ExecuteDeleteAsync(), Throws.InstanceOf<System.Data.Common.DbException>());
        Assert.That(await db.Set<DisclosureRow>().Where(row => row.Id == "d-old").ExecuteDeleteAsync(), Is.EqualTo(1), "it may go by then");
    }

    [Test]
    public async Task A_period_has_its_beginning_and_not_its_end_and_a_line_sees_its_own()
    {
        await PutAsync(One("d-a", "e-a", "c-when"), One("d-b", "e-b", "c-when") with { At = A.T0.AddHours(1) });
        Assert.That((await disclosures.ReadAsync(Period("c-when") with { From = A.T0, Until = A.T0.AddHours(1) }, default)).Select(entry => entry.DisclosureId), Is.EqualTo(new[] { "d-a" }));
        Assert.That((await disclosures.ReadAsync(Period("c-when") with { Most = 1 }, default)).Select(entry => entry.DisclosureId), Is.EqualTo(new[] { "d-b" }));
        Assert.That(await disclosures.ReadAsync(Period("c-when") with { Line = new LineId("other") }, default), Is.Empty);
        Assert.That(await disclosures.ReadAsync(Period("c-when") with { Line = null }, default), Has.Count.EqualTo(2));
    }

    internal static Disclosure One(string id, string escalation, string contact = "c1", string? second = null, string line = "test") => new(
        id, new LineId(line), A.T0, escalation, new ContactId(contact), "team", "Team", new WorkerId("w1"), Wire.PartnerDelivery.Webhook, "https://partner.example/hotline",
        ["who.name", "where.address"], Wire.DisclosureGround.VitalInterest, "she stopped answering", Body, second is null ? null : new WorkerId(second));

    private static DisclosurePeriod Period(string contact) => new(RecordsNode.Line, DateTimeOffset.MinValue.AddYears(1), A.T0.AddYears(300), new ContactId(contact));

    private Task PutAsync(params Disclosure[] all) => node.Store.WriteAsync(async db =>
    {
        foreach (var one in all)
            await disclosures.AddAsync(db, one);
    }, default);

    private sealed class Names : IWorkerDirectory
    {
        public event Action<KnownWorker>? Changed { add { } remove { } }

        public KnownWorker? Find(WorkerId id) => id.Value == "w1" ? new KnownWorker(id, "Lin", RecordsNode.Line, new WorkerProfile([], System.Collections.Immutable.ImmutableDictionary<string, int>.Empty, [], false), true) : null;
    }
}
