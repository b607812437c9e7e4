namespace Hotline.Server.Escalations.Payload;

/// <summary>What a message to a partner is.</summary>
public enum MessageKind
{
    Submitted,

    /// <summary>Facts changed: the whole form again.</summary>
    Updated,

    /// <summary>Somebody else was asked instead; nothing is wanted any more.</summary>
    Withdrawn,

    /// <summary>The line asks to call it off; an answer is wanted.</summary>
    Cancelled,

    /// <summary>A question, an answer or a note.</summary>
    Message,

    /// <summary>Nobody is in danger: an administrator tries the way.</summary>
    Test,
}

/// <param name="Number">Of the message within its escalation.</param>
/// <param name="Kind">question, answer or note.</param>
public sealed record MessageText(int Number, string Kind, string Text);

/// <summary>What a message says.</summary>
/// <param name="Version">Of the form: the higher one is the newer.</param>
/// <param name="At">When it was said; the same over all tries.</param>
/// <param name="Line">Slug.</param>
/// <param name="Form">Only <see cref="MessageKind.Submitted"/> and <see cref="MessageKind.Updated"/> carry it, and only what the partner's kind may see.</param>
/// <param name="Message">With <see cref="MessageKind.Message"/>.</param>
/// <param name="Issuer">Domain that names this system (EIDO).</param>
public sealed record MessageFacts(
    MessageKind Kind, string EscalationId, string ContactId, int Version, Wire.Band Priority, DateTimeOffset At, string Line, Wire.EscalationForm Form,
    MessageText? Message = null, string Issuer = "hotline.invalid")
{
    internal bool HasForm => Kind is MessageKind.Submitted or MessageKind.Updated;
}
