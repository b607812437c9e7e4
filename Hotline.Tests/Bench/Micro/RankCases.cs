using System.Globalization;
using BenchmarkDotNet.Attributes;
using Hotline.Server.Floor;
using Hotline.Tests.Support;

namespace Hotline.Tests.Bench.Micro;

/// <summary>What a place in the waiting order costs: the number itself, and the floor's copy after an entry that puts a contact in, or takes one out.</summary>
[MemoryDiagnoser]
public class RankCases
{
    private static readonly FloorRules Rules = FloorRules.Default;
    private readonly Contact contact = A.Contact("new", Band.High);
    private FloorState floor = null!;
    private JournalEntry entering = null!;
    private JournalEntry leaving = null!;

    [Params(1_000, 100_000)]
    public int Waiting { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var contacts = Enumerable.Range(0, Waiting)
            .Select(at => A.Contact(string.Create(CultureInfo.InvariantCulture, $"c{at}"), (Band)(at % 3), (Channel)(at / 2 % 2)) with { ArrivedAt = A.T0.AddSeconds(-at % 7200) }).ToArray();
        floor = FloorState.Build(1, 1, "t", A.T0, contacts.Select(one => (Write(one), 1L)), Rules);
        entering = Entry(Write(contact));
        leaving = Entry(Write(contacts[Waiting / 2] with { State = new ContactState.Offered(A.T0) }));
    }

    [Benchmark]
    public long Rank_of_a_contact() => Rank.Of(contact, Rules).Value;

    [Benchmark]
    public FloorState Contact_enters_the_order() => floor.Apply(entering, Rules);

    [Benchmark]
    public FloorState Contact_leaves_the_order() => floor.Apply(leaving, Rules);

    private static EntityWrite Write(Contact one) => new(FloorState.Field(one.Id), one, null);

    private static JournalEntry Entry(EntityWrite write) => new(new LineId("bench"), 1, 2, A.T0, "u", "t", new CommandId("0-0"), Actor.System, [write], []);
}
