using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Lines;
using Hotline.Server.Supervision;

namespace Hotline.Server.Live;

/// <summary>Expected waits by band as the board shows them, with how wrong they were.</summary>
internal sealed class ForecastViews(WaitBooks waits, ForecastErrors errors)
{
    private static readonly Band[] Told = [Band.High, Band.Moderate, Band.Low];

    public IReadOnlyList<Wire.BandForecast> Of(Line line)
    {
        var measured = errors.Of(line);
        return [.. Told.Select(band =>
        {
            var (expected, error) = (waits.Expect(line, band), measured.GetValueOrDefault(band));
            return new Wire.BandForecast(
                band.Wired(), expected?.Seconds, expected is null ? null : new Wire.ExpectedWaitView(expected.Range.From, expected.Range.Until), error?.Judged ?? 0, error?.MedianError, error?.InRange);
        })];
    }
}
