using System.Security.Cryptography;
using System.Text;
using Hotline.Server.Floor;

namespace Hotline.Server.Escalations;

/// <summary>Ids of hand-overs: the same order sent again is the same hand-over.</summary>
internal static class EscalationIds
{
    public static EscalationId Of(LineId line, CommandId command) =>
        new("x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{line}|{command}")))[..23]);

    /// <summary>Subject under which forms and words are sealed: apart from the contact, for they are kept longer.</summary>
    public static string Subject(EscalationId id) => "escalation:" + id;
}
