using System.CommandLine;

namespace Hotline.Server.Drill;

/// <summary><c>drill …</c>: replays arrivals against a running server, as its help seekers and its workers. Exit code 0 good, 1 lost or double-held, 2 it could not be run.</summary>
public static class DrillVerb
{
    /// <param name="args">All arguments, the verb first.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new DrillOptions();
        var root = new RootCommand("Hotline") { options.Command };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            return await StoppedAsync(parsed.Errors[0].Message);
        options.Command.SetAction((result, cancel) => RunAsync(options.Read(result), cancel));
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static async Task<int> RunAsync(DrillPlan plan, CancellationToken cancel)
    {
        try
        {
            var report = await new DrillRun(plan, TimeProvider.System).RunAsync(cancel);
            if (plan.Json is { } file)
                await File.WriteAllTextAsync(file, report.ToJson(), CancellationToken.None);
            return report.IsGood ? 0 : 1;
        }
        catch (DrillStoppedException stopped)
        {
            return await StoppedAsync(stopped.Message);
        }
        catch (IOException failed)
        {
            return await StoppedAsync(failed.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return await StoppedAsync("Interrupted.");
        }
    }

    private static async Task<int> StoppedAsync(string why)
    {
        await System.Console.Error.WriteLineAsync("drill: " + why.ReplaceLineEndings(" "));
        return 2;
    }
}
