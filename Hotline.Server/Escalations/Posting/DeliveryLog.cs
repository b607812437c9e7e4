namespace Hotline.Server.Escalations.Posting;

internal static partial class DeliveryLog
{
    [LoggerMessage(2211, LogLevel.Warning, "Partner {Partner} was not reached: {End}, {Code}, status {Status}, {Tries} requests.")]
    public static partial void NotDelivered(ILogger logger, string partner, PostEnd end, string code, int? status, int tries);
}
