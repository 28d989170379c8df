using FairTradeWorker.Scaling;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Marketplace.Platform.Caching;

internal static class CacheServices
{
    private const int Kibi = 1024;

    public static void AddAnswerCache(this IServiceCollection services)
    {
        services.AddSingleton<IDistributedCache, PatientRedisCache>();
        services.AddOptions<MemoryCacheOptions>().Configure<ScalingPlan>((options, plan) =>
            options.SizeLimit = plan.Caches.LocalMebibytes * Kibi * (long)Kibi);
        services.AddOptions<HybridCacheOptions>().Configure<ScalingPlan>((options, plan) =>
            options.MaximumPayloadBytes = plan.Caches.MaxEntryKibibytes * Kibi);
        services.AddHybridCache().AddSerializer<CachedAnswer, CachedAnswerSerializer>();
        services.AddSingleton<CacheTopics>();
        services.AddScoped<ChangedTopics>();
        services.AddSingleton<CacheMetrics>();
        services.AddSingleton<AnswerCache>();
    }
}
