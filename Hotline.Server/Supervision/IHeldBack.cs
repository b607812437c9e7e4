using Hotline.Server.Floor;

namespace Hotline.Server.Supervision;

/// <summary>What is not to be offered although it waits.</summary>
public interface IHeldBack
{
    /// <summary>Contacts handed by hand; null while nothing may be offered: the floor is away, or just back and not compared with the hands yet.</summary>
    IReadOnlySet<ContactId>? HeldBack(LineId line);
}
