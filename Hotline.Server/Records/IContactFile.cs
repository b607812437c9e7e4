using Hotline.Server.Floor;

namespace Hotline.Server.Records;

/// <summary>Everything kept of a contact beside the floor: evidence, texts, note, typed reasons. Personal data is sealed at rest.</summary>
public interface IContactFile
{
    /// <summary>Appends in order and returns all evidence of the contact; the last number is the basis of the next grade. A delivery that came before adds nothing.</summary>
    Task<IReadOnlyList<Evidence>> AddEvidenceAsync(LineId line, ContactId contact, IReadOnlyList<Evidence> evidence, Delivery? delivery, CancellationToken cancel);

    /// <summary>Appends a text of the help seeker; returns its number. A delivery that came before returns the number it had.</summary>
    Task<int> AddTextAsync(LineId line, ContactId contact, string text, DateTimeOffset at, Delivery? delivery, CancellationToken cancel);

    /// <summary>The texts of the help seeker in order.</summary>
    Task<IReadOnlyList<Wire.TextEntry>> TextsAsync(LineId line, ContactId contact, CancellationToken cancel);

    /// <summary>The delivery that this key stood for first; null when it is new.</summary>
    Task<Delivery?> FindDeliveryAsync(ContactId contact, string key, CancellationToken cancel);

    /// <summary>Null when unknown. Worker names are not in it.</summary>
    Task<Wire.ContactRecord?> ReadAsync(LineId line, ContactId contact, CancellationToken cancel);

    /// <summary>Saves the note when <paramref name="version"/> is the stored one (0 = none yet); null on a clash.</summary>
    Task<Wire.NoteSaved?> SaveNoteAsync(LineId line, ContactId contact, string text, int version, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Keeps a supervisor's typed reason, sealed, beside the command it explains.</summary>
    Task KeepReasonAsync(LineId line, CommandId command, Actor actor, string subject, string reason, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Phase, times, holder and fence of a contact as recorded; null when not recorded yet.</summary>
    Task<Contact?> RecordedStateAsync(LineId line, ContactId contact, CancellationToken cancel);

    /// <summary>True when the contact exists in inbox or records and was opened with the given channel key.</summary>
    Task<bool> OpenedByAsync(LineId line, ContactId contact, string channelKeyId, CancellationToken cancel);
}
