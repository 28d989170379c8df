using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Marketplace.Platform.Caching;

/// <summary>A sort of answer that is kept for a while.</summary>
/// <param name="Name">In keys and metrics.</param>
/// <param name="LifetimeOf">How old such an answer may be, in the scaling plan.</param>
internal sealed record CacheKind(string Name, Func<CacheLifetimes, TimeSpan> LifetimeOf)
{
    public static readonly CacheKind LiveStats = new("live_stats", plan => plan.LiveStats);
    public static readonly CacheKind PlatformAnalytics = new("platform_analytics", plan => plan.LiveStats);
    public static readonly CacheKind FreshJobs = new("fresh_jobs", plan => plan.FreshJobs);
    public static readonly CacheKind JobListings = new("job_listings", plan => plan.JobListings);
    public static readonly CacheKind SearchResults = new("search_results", plan => plan.SearchResults);
    public static readonly CacheKind ContractorStats = new("contractor_stats", plan => plan.ContractorStats);
    public static readonly CacheKind UserProfile = new("user_profile", plan => plan.UserProfile);
    public static readonly CacheKind TerritoryMetrics = new("territory_metrics", plan => plan.TerritoryMetrics);
}

/// <summary>One answer among its kind.</summary>
/// <param name="Key">Everything that the answer depends on.</param>
/// <param name="Topic">What the answer is about; see <see cref="CacheTopics"/>. Null when only time makes it wrong.</param>
/// <param name="IsShared">The same for everybody, so that caches between us and the reader may keep it.</param>
internal sealed record CachePlace(CacheKind Kind, string Key, string? Topic, bool IsShared = true);
