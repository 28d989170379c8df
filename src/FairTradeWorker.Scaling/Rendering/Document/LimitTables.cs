using static FairTradeWorker.Scaling.Rendering.Document.PlanTable;

namespace FairTradeWorker.Scaling.Rendering.Document;

/// <summary>What a caller may ask for, and how old an answer may be.</summary>
internal static class LimitTables
{
    public static IEnumerable<PlanTable> Of(ScalingPlan plan) => [RateLimits(plan), Redis(plan), Caches(plan)];

    private static PlanTable RateLimits(ScalingPlan plan) => OfKeys("rateLimits",
        ("window", plan.RateLimits.Window, "in which a quota refills evenly"),
        ("anonymous", plan.RateLimits.Anonymous, "requests per window of one address without a token"),
        ("authenticated", plan.RateLimits.Authenticated, "of a user of the free plan"),
        ("pro", plan.RateLimits.Pro, "of a user of the pro plan"),
        ("operator", plan.RateLimits.Operator, "of an operator"),
        ("perHour.jobs", plan.RateLimits.PerHour.Jobs, "jobs that one user may post in an hour"),
        ("perHour.bids", plan.RateLimits.PerHour.Bids, "bids"),
        ("perHour.invoices", plan.RateLimits.PerHour.Invoices, "invoices"),
        ("perHour.messages", plan.RateLimits.PerHour.Messages, "messages"),
        ("perHour.aiScopes", plan.RateLimits.PerHour.AiScopes, "scopes written by a model"),
        ("localShareFactor", plan.RateLimits.LocalShareFactor, "without Redis an instance grants quota ÷ instances × this"),
        ("localKeys", plan.RateLimits.LocalKeys, "callers that an instance remembers then"),
        ("failedSignIns", plan.RateLimits.FailedSignIns, "wrong passwords of an account before it must wait"),
        ("failedSignInWindow", plan.RateLimits.FailedSignInWindow, "for so long"),
        ("passwordQueue", plan.RateLimits.PasswordQueue, "requests of an instance that wait to have a password hashed"),
        ("passwordPatience", plan.RateLimits.PasswordPatience, "and the longest wait"));

    private static PlanTable Redis(ScalingPlan plan) => OfKeys("redis",
        ("patience", plan.Redis.Patience, "longest time that a request waits for Redis; then the local fallback decides"),
        ("failures", plan.Redis.Failures, "commands in a row without an answer after which an instance leaves Redis alone"),
        ("openFor", plan.Redis.OpenFor, "for so long"),
        ("maxMemoryMebibytes", plan.Redis.MaxMemoryMebibytes, "MiB that it may keep"));

    private static PlanTable Caches(ScalingPlan plan) => OfKeys("caches",
        ("liveStats", plan.Caches.LiveStats, "numbers of the moment, and the platform's by day"),
        ("freshJobs", plan.Caches.FreshJobs, "the newest page without filters"),
        ("jobListings", plan.Caches.JobListings, "first pages of browsing with filters"),
        ("searchResults", plan.Caches.SearchResults, "first pages of full-text search"),
        ("contractorStats", plan.Caches.ContractorStats, "a contractor's numbers"),
        ("userProfile", plan.Caches.UserProfile, "a profile"),
        ("territoryMetrics", plan.Caches.TerritoryMetrics, "numbers of a territory"),
        ("hotPage", plan.Caches.HotPage, "an instance's own copy of the hottest pages"),
        ("localMebibytes", plan.Caches.LocalMebibytes, "MiB of one instance for what it caches"),
        ("maxEntryKibibytes", plan.Caches.MaxEntryKibibytes, "KiB of the largest answer that is cached"),
        ("verifiedTokens", plan.Caches.VerifiedTokens, "access tokens that one instance need not verify again"));
}
