using Hotline.Server.Floor;
using Hotline.Server.Platform.Sealing;
using Hotline.Server.Records;

namespace Hotline.Server.Supervision;

/// <summary>Free text that belongs to a line and to no contact: messages, notes and reasons of a shift. Sealed with the line's own data key.</summary>
internal sealed class LineSeal(ContactKeys keys)
{
    private static string OwnerOf(LineId line) => $"line:{line}";

    public async Task<byte[]> CloseAsync(RecordsDb db, LineId line, SealPlace place, string text, CancellationToken cancel)
    {
        using var key = await keys.FindOrAddAsync(db, OwnerOf(line), cancel);
        return key.Seal(place, text);
    }

    /// <summary>Null when nothing was ever sealed for the line, or its key was shredded.</summary>
    public Task<DataKey?> KeyAsync(RecordsDb db, LineId line, CancellationToken cancel) => keys.FindAsync(db, OwnerOf(line), cancel);
}
