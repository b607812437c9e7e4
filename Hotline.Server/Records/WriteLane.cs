namespace Hotline.Server.Records;

/// <summary>SQLite has one writer: taking turns here is cheaper than waiting for its lock. PostgreSQL has no lane.</summary>
internal sealed class WriteLane(bool single) : IDisposable
{
    private readonly SemaphoreSlim? turn = single ? new SemaphoreSlim(1, 1) : null;

    public async ValueTask<Turn> EnterAsync(CancellationToken cancel)
    {
        if (turn is not null) await turn.WaitAsync(cancel);
        return new Turn(turn);
    }

    public void Dispose() => turn?.Dispose();

    public readonly struct Turn(SemaphoreSlim? turn) : IDisposable
    {
        public void Dispose() => turn?.Release();
    }
}
