using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

internal static class RateLimitServices
{
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Quotas>();
        services.AddSingleton<SharedLimiter>();
        services.AddSingleton<LocalLimiter>();
        services.AddSingleton<RateLimitMetrics>();
    }
}
