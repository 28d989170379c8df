using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace FairTradeWorker.Marketplace.Platform.Redis;

/// <summary>Meter <c>FairTradeWorker.Redis</c>: whether this process uses Redis, or goes on without.</summary>
internal sealed class RedisMetrics : IHostedService
{
    public RedisMetrics(IMeterFactory meters, RedisConnection redis) => meters.Create("FairTradeWorker.Redis").CreateObservableGauge(
        "ftw.redis.available", () => redis.IsConnected ? 1 : 0, "{server}", "1 while Redis is connected and its breaker is closed");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
