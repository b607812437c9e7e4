using System.Globalization;

namespace Hotline.Server.Drill;

/// <summary>The simulated workers of a drill: signed in by HTTP, connected, on duty, and sent home at the end.</summary>
internal sealed class DrillCrew(FrontDoor door, DrillPlan plan, SimulatedWorker.Tools tools) : IAsyncDisposable
{
    private const int SignInsAtOnce = 4;

    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource leaving = new();
    private readonly List<SimulatedWorker> workers = [];
    private readonly List<Task> shifts = [];

    public IReadOnlyList<SimulatedWorker> Workers => workers;

    /// <summary>Throws <see cref="DrillStoppedException"/> when an account cannot sign in or its line is not marked as a drill line.</summary>
    /// <param name="signedIn">Told after each.</param>
    public async Task ComeAsync(Action signedIn, CancellationToken cancel)
    {
        var password = await PasswordAsync(cancel);
        var names = Enumerable.Range(1, plan.Workers).Select(number => string.Create(CultureInfo.InvariantCulture, $"{plan.Keys.UserPrefix}{number:000}")).ToList();
        var cookies = new string[names.Count];
        // One first: what is wrong with it is wrong with all, and no other line is to see two hundred sign-ins.
        cookies[0] = await SignInAsync(names[0], password, cancel);
        signedIn();
        await Parallel.ForEachAsync(Enumerable.Range(1, names.Count - 1), new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce, CancellationToken = cancel }, async (index, stop) =>
        {
            cookies[index] = await SignInAsync(names[index], password, stop);
            signedIn();
        });
        for (var index = 0; index < names.Count; index++)
        {
            var name = names[index];
            var worker = new SimulatedWorker(index + 1, name, tools, stop => SignInAsync(name, password, stop), leaving.Token);
            workers.Add(worker);
            shifts.Add(worker.RunAsync(cookies[index]));
        }
    }

    /// <summary>True when everybody is on duty and free.</summary>
    public bool IsReady => workers.TrueForAll(worker => worker.IsFree);

    /// <summary>Everybody goes off duty and home.</summary>
    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(GoodbyeWithin);
        await Task.WhenAll(workers.Select(worker => worker.LeaveAsync(soon.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await leaving.CancelAsync();
        await Task.WhenAll(shifts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        leaving.Dispose();
    }

    /// <summary>Of all accounts of the drill.</summary>
    public async Task<string> PasswordAsync(CancellationToken cancel)
    {
        if (plan.Keys.Password is { } given)
            return given;
        var hints = await door.ReadHintsAsync(cancel);
        return hints.DemoAccounts.OrderBy(account => account.Line == plan.Keys.Line ? 0 : 1).Select(account => account.Password).FirstOrDefault()
            ?? throw new DrillStoppedException("--password is needed: the server is not in Development and tells none.");
    }

    private async Task<string> SignInAsync(string user, string password, CancellationToken cancel)
    {
        try
        {
            var (session, cookie) = await door.SignInAsync(user, password, cancel);
            if (session.LineInfo is not { Drill: true })
                throw new DrillStoppedException($"Refused: the line of {user} ('{session.Line}') is not marked as a drill line. People wait on the others.");
            return session.Line == plan.Keys.Line
                ? cookie : throw new DrillStoppedException($"{user} is on duty for the line '{session.Line}', not '{plan.Keys.Line}'.");
        }
        catch (RefusedAtDoorException refused)
        {
            throw new DrillStoppedException($"{user} cannot sign in ({refused.Message}).");
        }
    }
}
