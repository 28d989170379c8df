using System.Globalization;
using System.Security.Cryptography;
using FairTradeWorker.Marketplace.Platform.Redis;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Plan;
using Microsoft.Extensions.Caching.Memory;
using StackExchange.Redis;

namespace FairTradeWorker.Marketplace.Platform.Caching;

/// <summary>
/// What cached answers are about, such as the jobs of one territory. Each topic has a mark in Redis that changes when
/// something about it changes, and the mark is part of the answers' keys: so a write leaves all of them behind at once,
/// on all instances, without anybody knowing which there are.
/// </summary>
internal sealed class CacheTopics(RedisConnection redis, ScalingPlan plan, TimeProvider clock) : IDisposable
{
    private static readonly CacheMark Untouched = new("0", ChangedAt: null);

    private readonly MemoryCache seen = new(new MemoryCacheOptions { ExpirationScanFrequency = plan.Caches.HotPage });

    // An answer under an older mark must not outlive the mark that replaced it.
    private readonly TimeSpan markLifetime = LongestLifetime(plan.Caches);

    public static string Jobs => "jobs";

    public static string JobsOf(string territoryId) => $"jobs:{territoryId}";

    public static string Contractors => "contractors";

    public static string Contractor(Guid userId) => $"contractor:{userId:N}";

    public static string User(Guid userId) => $"user:{userId:N}";

    /// <summary>
    /// The topic's mark, as an instance saw it at most a hot page's lifetime ago; null without Redis, when nobody
    /// knows what the others have changed.
    /// </summary>
    public async ValueTask<CacheMark?> MarkOfAsync(string topic, CancellationToken ct)
    {
        if (seen.TryGetValue(topic, out CacheMark? known))
        {
            return known;
        }

        var mark = await redis.TryAsync(async database => CacheMark.Parse(await database.StringGetAsync(Name(topic))) ?? Untouched,
            () => (CacheMark?)null, ct);
        if (mark is not null)
        {
            seen.Set(topic, mark, plan.Caches.HotPage);
        }

        return mark;
    }

    /// <summary>Something about these topics has been committed: their answers are out of date from now on.</summary>
    public async Task ChangeAsync(IReadOnlyCollection<string> topics)
    {
        var mark = new CacheMark(RandomNumberGenerator.GetHexString(8, lowercase: true), clock.GetUtcNow());
        foreach (var topic in topics)
        {
            seen.Set(topic, mark, plan.Caches.HotPage);
        }

        await redis.TryAsync(async database =>
        {
            await Task.WhenAll(topics.Select(topic => database.StringSetAsync(Name(topic), mark.ToString(), markLifetime)));
            return true;
        }, () => false, CancellationToken.None);
    }

    public void Dispose() => seen.Dispose();

    private static RedisKey Name(string topic) => $"topic:{topic}";

    private static TimeSpan LongestLifetime(CacheLifetimes caches) => new[]
    {
        caches.LiveStats, caches.FreshJobs, caches.JobListings, caches.SearchResults, caches.ContractorStats, caches.UserProfile,
        caches.TerritoryMetrics,
    }.Max() + caches.HotPage;
}

/// <summary>The state of a topic.</summary>
/// <param name="Id">Differs after each change.</param>
/// <param name="ChangedAt">By the clock of the instance that changed it; null when that is too long ago to matter.</param>
internal sealed record CacheMark(string Id, DateTimeOffset? ChangedAt)
{
    public static CacheMark? Parse(RedisValue value) => value.ToString().Split('@') is [var id, var ticks] &&
        long.TryParse(ticks, CultureInfo.InvariantCulture, out var at)
        ? new(id, new DateTimeOffset(at, TimeSpan.Zero))
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}@{ChangedAt?.UtcTicks ?? 0}");
}
