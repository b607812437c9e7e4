using System.Diagnostics;
using Hotline.Server.Ledger;
using Hotline.Server.Records;
using Microsoft.AspNetCore.SignalR;
using Wire = Hotline.Contracts;

// Wrong on purpose: each rule of the house is shown to catch what it is there for.
namespace Hotline.Tests.House.Samples;

public sealed class KnowsByField
{
    private readonly ILedger? ledger;

    public KnowsByField() => ledger = null;

    public override string ToString() => $"{ledger}";
}

public static class KnowsByBody
{
    public static object Make() => new RecordsUnavailableException("x");
}

public static class KnowsByLambda
{
    public static Func<object, bool> Make() => thing => thing is ILedger;
}

public static class KnowsByAsync
{
    public static async Task<string> MakeAsync(Task<object> thing) => (await thing as ILedger)?.ToString() ?? "";
}

public static class KnowsByGenericArgument
{
    public static object Make() => new List<Dictionary<string, ILedger[]>>();
}

public static class KnowsByCatch
{
    public static int Try(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (RecordsUnavailableException)
        {
            return 0;
        }
    }
}

public sealed class QueueManager;

public sealed class CallInfo;

internal sealed class Samples;

public sealed record PersonOnTheFloor(IReadOnlyList<InnerPerson> Inner);

public sealed record InnerPerson(string Name, Wire.Particulars Who, object Anything);

public abstract record Fruit
{
    private Fruit() { }

    public sealed record Apple : Fruit;

    public sealed record Pear : Fruit;

    public sealed record Plum : Fruit;

    public static int Half(Fruit fruit) => fruit switch
    {
        Apple => 1,
        Pear => 2,
        _ => throw new UnreachableException(),
    };

    public static int Whole(Fruit fruit) => fruit switch
    {
        Apple => 1,
        Pear => 2,
        Plum => 3,
        _ => throw new UnreachableException(),
    };
}

public abstract record OpenSet
{
    public sealed record One : OpenSet;
}

public sealed class CarelessHub : Hub
{
    public Task Say(string text) => Clients.All.SendAsync("said", text);
}
