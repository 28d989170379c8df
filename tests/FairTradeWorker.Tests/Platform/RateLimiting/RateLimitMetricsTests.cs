using System.Diagnostics.Metrics;
using FairTradeWorker.Marketplace.Platform.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Tests.Platform.RateLimiting;

public sealed class RateLimitMetricsTests
{
    [Fact]
    public void Every_quota_of_a_request_is_counted_with_its_outcome_and_who_counted()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new RateLimitMetrics(services.GetRequiredService<IMeterFactory>());
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "FairTradeWorker.RateLimits" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
            counted.Add($"{count} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
        var (minute, hour) = (new Quota("pro", 500, TimeSpan.FromMinutes(1)), new Quota("bids", 1, TimeSpan.FromHours(1)));

        metrics.Judged(new Verdict([Gcra.Take(minute, 0, 0), Gcra.Take(hour, hour.Most, 0)], IsShared: true));
        metrics.Judged(new Verdict([Gcra.Take(minute, 0, 0)], IsShared: false));

        Assert.Equal(
            [
                "1 counted=shared outcome=allowed policy=pro", "1 counted=shared outcome=refused policy=bids",
                "1 counted=local outcome=allowed policy=pro",
            ],
            counted.Select(line => string.Join(' ', line.Split(' ').Take(1).Concat(line.Split(' ').Skip(1).Order(StringComparer.Ordinal)))));
    }
}
