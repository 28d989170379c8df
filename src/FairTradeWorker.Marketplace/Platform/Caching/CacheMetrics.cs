using System.Diagnostics.Metrics;

namespace FairTradeWorker.Marketplace.Platform.Caching;

/// <summary>Meter <c>FairTradeWorker.Cache</c>: the hit ratio by kind is hits over hits and misses.</summary>
internal sealed class CacheMetrics(IMeterFactory meters)
{
    private readonly Counter<long> requests = meters.Create("FairTradeWorker.Cache")
        .CreateCounter<long>("ftw.cache.requests", "{request}", "Answers that were looked for in the cache");

    /// <summary>Somebody asked; a miss read the database.</summary>
    public void Asked(CacheKind kind, bool isHit) => Count(kind, isHit ? "hit" : "miss");

    /// <summary>A writer was answered past the cache.</summary>
    public void Bypassed(CacheKind kind) => Count(kind, "bypass");

    private void Count(CacheKind kind, string outcome) => requests.Add(1, new("ftw.cache.kind", kind.Name), new("ftw.cache.outcome", outcome));
}
