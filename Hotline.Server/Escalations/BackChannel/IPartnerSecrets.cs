using Hotline.Server.Floor;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>With what a partner signs.</summary>
public interface IPartnerSecrets
{
    /// <summary>Those in force, newest first; null when the line has no such partner, or it is not to be heard.</summary>
    IReadOnlyList<byte[]>? SecretsOf(LineId line, string partnerId);
}
