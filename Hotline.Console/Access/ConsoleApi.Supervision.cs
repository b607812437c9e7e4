using Hotline.Contracts;

namespace Hotline.Console.Access;

/// <summary>The calls of supervisors.</summary>
public sealed partial class ConsoleApi
{
    /// <param name="ago">0 = the shift that runs.</param>
    public Task<Answer<ShiftLogView>> ReadShiftLog(int ago) =>
        Send(HttpMethod.Get, FormattableString.Invariant($"api/v1/console/shift-log?ago={ago}"), WireJson.Default.ShiftLogView);
}
