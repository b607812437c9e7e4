using System.Security.Cryptography;
using System.Text;
using Hotline.Server.Floor;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>What a partner may say.</summary>
internal enum Saying { Report, Question, Answer, Note, CancelAnswer }

/// <summary>A request at the partners' door, as far as it is known: what stands here is the caller's word until the signature was found good.</summary>
internal sealed record PartnerCall(HttpContext Http, LineId Line, string PartnerId, string EscalationId, Saying Saying)
{
    public string WebhookId { get; init; } = "";

    public byte[] Body { get; init; } = [];

    /// <summary>The signature was good: the partner is who it says.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Of all that makes a message another one.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{Saying}\0{EscalationId}\0"), .. Body]));

    /// <summary>One for each message, however often it comes and whenever it was signed.</summary>
    public string CommandId => "0-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"partner\0{Line}\0{PartnerId}\0{WebhookId}")))[..32];

    public PartnerCaller Caller => new(Line, PartnerId, Account: null);
}
