namespace Hotline.Console.Parts;

/// <summary>
/// Collects old garbage once a minute. Left to itself the runtime lets sixteen megabytes of it come together; WebAssembly's memory
/// never shrinks, and a console is open all day (docs/performance.md).
/// </summary>
public sealed class Tidy(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private ITimer? timer;

    public void Begin() => timer ??= time.CreateTimer(_ => GC.Collect(), null, Every, Every);

    public void Dispose() => timer?.Dispose();
}
