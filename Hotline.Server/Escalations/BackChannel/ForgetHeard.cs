using Hotline.Server.Escalations.Posting;
using Hotline.Server.Records;
using Microsoft.Extensions.Options;

namespace Hotline.Server.Escalations.BackChannel;

/// <summary>Forgets every hour what is older than <see cref="EscalationOptions.RememberDays"/>; any node may, and twice does no harm.</summary>
internal sealed class ForgetHeard(HeardMessages heard, IOptions<EscalationOptions> options, TimeProvider clock, ILogger<ForgetHeard> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await heard.ForgetAsync(clock.GetUtcNow().AddDays(-options.Value.RememberDays), stoppingToken);
            }
            catch (Exception failed) when (failed is RecordsUnavailableException || RecordsFailure.IsUnavailable(failed))
            {
                PartnerLog.NotForgotten(logger, failed);
            }
        }
    }
}
