using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Schedules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Pooler;

internal static class PoolerServices
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Reports on PgBouncer where there is one: when <c>Database:PoolerAdmin</c> says how to reach its console.</summary>
    public static void AddPoolerStatistics(this IServiceCollection services, IConfiguration configuration)
    {
        if (!configuration.GetSection($"{DatabaseOptions.Section}:{nameof(DatabaseOptions.PoolerAdmin)}").Exists())
        {
            return;
        }

        services.AddSingleton<PoolerMetrics>();
        services.AddSingleton(provider => new ObservePooler(
            provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.PoolerAdmin ?? new(), provider.GetRequiredService<PoolerMetrics>()));
        services.AddSchedules(new Schedule("observe the pooler", Pause, (provider, ct) => provider.GetRequiredService<ObservePooler>().RunAsync(ct)));
    }
}
