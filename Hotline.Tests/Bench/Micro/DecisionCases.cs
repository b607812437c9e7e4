using BenchmarkDotNet.Attributes;
using Hotline.Server.Floor;

namespace Hotline.Tests.Bench.Micro;

/// <summary>What each decision of a contact's life costs: 1,000 wait, 100 work. Nothing is committed.</summary>
[MemoryDiagnoser]
public class DecisionCases
{
    private readonly BusyFloor floor = new();

    [Benchmark]
    public Decision Open_contact() => floor.Decide(floor.State, floor.Open);

    [Benchmark]
    public Decision Make_offers() => floor.Decide(floor.State, floor.Make);

    [Benchmark]
    public Decision Accept_offer() => floor.Decide(floor.State, floor.Accept);

    [Benchmark]
    public Decision End_contact() => floor.Decide(floor.State, floor.End);

    [Benchmark]
    public Decision Finish_wrap_up() => floor.Decide(floor.State, floor.Finish);
}
