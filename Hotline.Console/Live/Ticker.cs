namespace Hotline.Console.Live;

/// <summary>One timer for everything on the page that counts: four ticks a second.</summary>
public sealed class Ticker(TimeProvider time) : IDisposable
{
    private ITimer? timer;
    private Action? ticked;

    public event Action Ticked
    {
        add
        {
            ticked += value;
            timer ??= time.CreateTimer(_ => ticked?.Invoke(), null, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250));
        }
        remove => ticked -= value;
    }

    public void Dispose() => timer?.Dispose();
}
