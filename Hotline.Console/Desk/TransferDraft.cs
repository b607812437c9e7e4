using Hotline.Contracts;

namespace Hotline.Console.Desk;

/// <summary>A hand-over, or a cry for help, as filled in.</summary>
public sealed class TransferDraft(bool help)
{
    public const int ShortestNote = 3;
    public const int LongestNote = 500;

    /// <summary>Warm is the default: nobody tells their story twice.</summary>
    public TransferKind Wished { get; set; } = help ? TransferKind.Consult : TransferKind.Warm;

    /// <summary>Another line cannot join: it is given the contact.</summary>
    public TransferKind Kind => To == TransferTo.Line ? TransferKind.Cold : Wished;
    public TransferTo To { get; set; } = TransferTo.Worker;

    /// <summary>A colleague or a skill helps; another line takes over.</summary>
    public IEnumerable<TransferTo> Choices => Enum.GetValues<TransferTo>().Where(to => !help || to != TransferTo.Line);
    public string? WorkerId { get; set; }
    public string? Skill { get; set; }
    public string? Line { get; set; }
    public int Level { get; set; } = 1;
    public string Note { get; set; } = "";

    /// <summary>Why this colleague cannot be asked, as the slug of a refusal; null when they can.</summary>
    public string? WhyNot(ReceiverView worker) => Kind == TransferKind.Consult ? worker.CannotHelp : worker.CannotTake;

    /// <summary>Key of what is missing; null when it can be sent.</summary>
    public string? Missing() => (To switch { TransferTo.Worker => WorkerId, TransferTo.Skill => Skill, _ => Line }) is not { Length: > 0 } ? "transfer.missing.target"
        : Note.Trim().Length is > 0 and < ShortestNote or > LongestNote ? "transfer.missing.note"
        : null;

    public TransferOrder Order(string commandId, EngagementView held) => new(
        commandId, held.ContactId, held.Fence, Kind, To,
        To == TransferTo.Worker ? WorkerId : null, To == TransferTo.Skill ? Skill : null, To == TransferTo.Skill ? Level : null,
        Note.Trim() is { Length: > 0 } note ? note : null)
    {
        Line = To == TransferTo.Line ? Line : null,
    };
}
