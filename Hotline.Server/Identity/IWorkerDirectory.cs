using Hotline.Server.Floor;

namespace Hotline.Server.Identity;

/// <summary>What the floor and the boards need to know of an account. The name is for consoles' views only, never for Redis or logs.</summary>
public sealed record KnownWorker(WorkerId Id, string Name, LineId? Line, WorkerProfile Profile, bool Enabled);

/// <summary>Accounts held in memory; fresh within 2 s on every node and at once on the node that changed one.</summary>
public interface IWorkerDirectory
{
    KnownWorker? Find(WorkerId id);

    /// <summary>Raised when an account was changed or disabled; Live closes a disabled account's connections.</summary>
    event Action<KnownWorker>? Changed;
}
