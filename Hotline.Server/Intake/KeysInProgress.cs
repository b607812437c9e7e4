using System.Collections.Concurrent;
using Hotline.Server.Floor;

namespace Hotline.Server.Intake;

/// <summary>Contacts that this node is opening right now. Between nodes the inbox decides.</summary>
internal sealed class KeysInProgress
{
    private readonly ConcurrentDictionary<ContactId, byte> open = new();

    /// <summary>Null while the same contact is being opened.</summary>
    public IDisposable? Enter(ContactId contact) => open.TryAdd(contact, 0) ? new Turn(this, contact) : null;

    private sealed class Turn(KeysInProgress keys, ContactId contact) : IDisposable
    {
        public void Dispose() => keys.open.TryRemove(contact, out _);
    }
}
