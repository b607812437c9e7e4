using System.Globalization;
using Microsoft.Playwright;

namespace Hotline.Tests.Bench.Visits;

/// <summary>What a page holds after its garbage is collected. MB = 1,000,000 bytes.</summary>
/// <param name="Script">JavaScript's heap in use.</param>
/// <param name="Wasm">What the console's own heap and the runtime have taken of WebAssembly's memory; that itself grows a fifth at a time, and says less. Never shrinks.</param>
/// <param name="Resident">Of the page's process, in RAM; 0 where the system does not tell.</param>
internal sealed record MemoryReading(TimeSpan At, double Script, double Wasm, double Resident)
{
    public double Held => Script + Wasm;

    /// <summary>MB an hour, by least squares.</summary>
    public static double Slope(IReadOnlyCollection<MemoryReading> readings, Func<MemoryReading, double> of)
    {
        if (readings.Count < 2) return 0;
        var (at, held) = (readings.Average(one => one.At.TotalHours), readings.Average(of));
        return readings.Sum(one => (one.At.TotalHours - at) * (of(one) - held)) / readings.Sum(one => Math.Pow(one.At.TotalHours - at, 2));
    }
}

/// <summary>Reads the memory of the only page of a browser.</summary>
internal sealed class PageMemory
{
    private readonly IPage page;
    private readonly ICDPSession inPage;
    private readonly ICDPSession inBrowser;

    private PageMemory(IPage page, ICDPSession inPage, ICDPSession inBrowser) => (this.page, this.inPage, this.inBrowser) = (page, inPage, inBrowser);

    public static async Task<PageMemory> OfAsync(IPage page)
    {
        var inPage = await page.Context.NewCDPSessionAsync(page);
        await inPage.SendAsync("Performance.enable");
        return new PageMemory(page, inPage, await page.Context.Browser!.NewBrowserCDPSessionAsync());
    }

    public async Task<MemoryReading> ReadAsync(TimeSpan at)
    {
        await inPage.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await inPage.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray();
        var script = metrics.First(one => one.GetProperty("name").GetString() == "JSHeapUsedSize").GetProperty("value").GetDouble();
        var wasm = await page.EvaluateAsync<double>("() => getDotnetRuntime(0).Module._sbrk(0) >>> 0");
        return new MemoryReading(at, script / 1_000_000, wasm / 1_000_000, await ResidentAsync() / 1_000_000);
    }

    /// <summary>The largest renderer is the page's; others are spare.</summary>
    private async Task<double> ResidentAsync()
    {
        var processes = (await inBrowser.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray();
        return processes.Where(one => one.GetProperty("type").GetString() == "renderer").Select(one => ResidentOf(one.GetProperty("id").GetInt32())).DefaultIfEmpty().Max();
    }

    private static double ResidentOf(int process)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/statm");
        return File.Exists(file) ? double.Parse(File.ReadAllText(file).Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;
    }
}
