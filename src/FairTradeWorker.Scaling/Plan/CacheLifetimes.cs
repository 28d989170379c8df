namespace FairTradeWorker.Scaling.Plan;

/// <summary>
/// How old an answer may be at most. These are upper bounds: what a writer would miss is dropped at once.
/// </summary>
/// <param name="FreshJobs">The newest page without filters.</param>
/// <param name="JobListings">First pages of browsing with filters.</param>
/// <param name="SearchResults">First pages of full-text search.</param>
/// <param name="HotPage">How long an instance serves the hottest pages from its own memory without asking anyone.</param>
/// <param name="LocalMebibytes">Memory of one instance for what it caches.</param>
/// <param name="MaxEntryKibibytes">Larger answers are not cached.</param>
/// <param name="VerifiedTokens">Access tokens that one instance need not verify again.</param>
public sealed record CacheLifetimes(
    TimeSpan LiveStats,
    TimeSpan FreshJobs,
    TimeSpan JobListings,
    TimeSpan SearchResults,
    TimeSpan ContractorStats,
    TimeSpan UserProfile,
    TimeSpan TerritoryMetrics,
    TimeSpan HotPage,
    int LocalMebibytes,
    int MaxEntryKibibytes,
    int VerifiedTokens);
