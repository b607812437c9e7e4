using System.CommandLine;
using NUnit.Framework;

namespace Hotline.Tests.Chaos;

/// <summary><c>chaos …</c>. Exit code 0 good, 1 something was lost, held twice, stuck or broken, 2 it could not be run.</summary>
internal static class ChaosVerb
{
    /// <param name="args">What stands after the verb.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new ChaosOptions();
        var root = new RootCommand("Hotline tests") { options.Command };
        var parsed = root.Parse(["chaos", .. args]);
        if (parsed.Errors.Count > 0) return await StoppedAsync(parsed.Errors[0].Message);
        options.Command.SetAction((result, cancel) => RunAsync(options.Read(result), cancel));
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static async Task<int> RunAsync(ChaosPlan plan, CancellationToken cancel)
    {
        try
        {
            var screen = new ChaosScreen(System.Console.Out);
            if (plan.Scenarios is [ChaosOptions.Wipe100000]) return await new WipeRun(plan, screen, TimeProvider.System).RunAsync(cancel);
            var report = await new ChaosRun(plan, screen, TimeProvider.System).RunAsync(cancel);
            screen.Show(report);
            if (plan.Json is { } file) await File.WriteAllTextAsync(file, report.ToJson(), CancellationToken.None);
            return report.IsGood ? 0 : 1;
        }
        catch (Exception stopped) when (stopped is ChaosStoppedException or IOException or IgnoreException or AssertionException or InvalidOperationException)
        {
            return await StoppedAsync(stopped.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return await StoppedAsync("Interrupted.");
        }
    }

    private static async Task<int> StoppedAsync(string why)
    {
        await System.Console.Error.WriteLineAsync("chaos: " + why.ReplaceLineEndings(" "));
        return 2;
    }
}
