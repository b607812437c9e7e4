using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Hotline.Server.Dispatch;
using Hotline.Server.Floor;

namespace Hotline.Tests.Bench.Micro;

/// <summary>What one event costs the floor's copy and the planner, by how many wait and how many work: twelve kinds of needs, six kinds of workers.</summary>
[MemoryDiagnoser]
public class PlannerCases
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly FloorRules Rules = FloorRules.Default;
    private static readonly string[] Languages = ["en", "zh", "es"];

    private FloorState busy = null!;
    private FloorState hopeless = null!;
    private JournalEntry freed = null!;
    private JournalEntry arrived = null!;

    [Params(100, 10_000, 100_000)]
    public int Waiting { get; set; }

    [Params(10, 1_000)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var workers = Enumerable.Range(0, Workers).Select(Worker).ToArray();
        var contacts = Enumerable.Range(0, Waiting).Select(at => Contact(at, Languages[at % 2])).ToArray();
        busy = Build(contacts, workers.Select((worker, at) => worker with { Holdings = [new Holding(new ContactId("held" + at), Channel.Voice, HoldingKind.Engaged, Fence.None)] }));
        // Everybody is free, and nobody speaks what all who wait speak.
        hopeless = Build(contacts.Select(contact => contact with { Language = "fr" }), workers);
        freed = Entry(busy, new EntityWrite("w:w0", null, workers[0]));
        arrived = Entry(hopeless, new EntityWrite("c:new", Contact(Waiting, "en"), null));
    }

    /// <summary>A worker becomes free, everybody else is busy: who is next?</summary>
    [Benchmark]
    public int Worker_becomes_free() => Planned(busy.Apply(freed, Rules));

    /// <summary>A contact comes, everybody is free, and the whole queue before it is one that nobody can take.</summary>
    [Benchmark]
    public int Contact_arrives_behind_those_nobody_can_take() => Planned(hopeless.Apply(arrived, Rules));

    private static int Planned(FloorState floor)
    {
        var offers = 0;
        foreach (var proposal in Planner.Plan(floor, Now, Rules)) offers += proposal.Workers.Length;
        return offers > 0 ? offers : throw new InvalidOperationException("No offer was planned.");
    }

    private static FloorState Build(IEnumerable<Contact> contacts, IEnumerable<Worker> workers) => FloorState.Build(
        1, 1, "t", Now, [.. contacts.Select(contact => (new EntityWrite("c:" + contact.Id, contact, null), 1L)), .. workers.Select(worker => (new EntityWrite("w:" + worker.Id, null, worker), 1L))], Rules);

    private static JournalEntry Entry(FloorState floor, EntityWrite write) =>
        new(new LineId("bench"), 1, floor.Sequence + 1, Now, "u", floor.Tag, new CommandId("0-0"), Actor.System, [write], []);

    private static Contact Contact(int at, string language) => new()
    {
        Id = new ContactId($"c{at}"), Channel = (Channel)(at / 2 % 2), Language = language, ArrivedAt = Now.AddSeconds(-at % 7200),
        Grade = new Grade(10 + (at % 3 * 25), (Band)(at % 3), "bench", [], 1), State = new ContactState.Waiting(Now),
    };

    private static Worker Worker(int at) => new()
    {
        Id = new WorkerId($"w{at}"), Presence = PresenceKind.Available, PresenceSince = Now, IdleSince = Now.AddSeconds(-at),
        Profile = new WorkerProfile([.. Languages.Take(2 + (at % 2))], ImmutableDictionary<string, int>.Empty.Add("crisis", 1 + (at % 3)), [.. Enum.GetValues<Channel>()], false),
    };
}
