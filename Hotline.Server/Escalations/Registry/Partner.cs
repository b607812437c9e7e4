using Hotline.Server.Floor;
using Hotline.Server.Lines;

namespace Hotline.Server.Escalations.Registry;

/// <summary>A partner of a line as hand-overs need it.</summary>
/// <param name="Secrets">Newest first, only those that are valid now; each signs. Empty for a partner that has never been a webhook.</param>
public sealed record Partner(LineId Line, string Id, Wire.PartnerSettings Settings, IReadOnlyList<byte[]> Secrets, CoveredArea Area, OpeningTimes Hours)
{
    /// <summary>Reached by a telephone call alone, as emergency numbers are.</summary>
    public bool IsVoiceOnly => Settings.Delivery == Wire.PartnerDelivery.Voice;

    // A record would print its secrets' type and settings wherever somebody logs it.
    public override string ToString() => $"{Line}/{Id}";
}

/// <summary>All partners, held in memory; fresh within 2 s on every node and at once on the node that changed one. Disabled ones are found.</summary>
public interface IPartnerDirectory
{
    /// <summary>In the order of chains.</summary>
    IReadOnlyList<Partner> OfLine(LineId line);

    /// <summary>Null when the line has no such partner.</summary>
    Partner? Find(LineId line, string partnerId);
}
