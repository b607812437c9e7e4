namespace Hotline.Contracts;

/// <summary>What a partner's desk may ask over its connection; everything else is HTTP under <c>/api/v1/partner-desk</c>.</summary>
public interface IPartnerHub
{
    /// <summary>These hand-overs are on the screen: from then on they count as delivered.</summary>
    Task Shown(IReadOnlyList<string> escalationIds);
}

/// <summary>What the server pushes to a partner's desk: whole, on every change, latest wins.</summary>
public interface IPartnerClient
{
    Task Desk(PartnerDeskView view);
}
