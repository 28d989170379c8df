using System.Data.Common;
using FairTradeWorker.Marketplace.Demo;
using FairTradeWorker.Marketplace.Platform.Audit;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FairTradeWorker.Marketplace;

/// <summary>Brings a database to the schema and reference data of this build.</summary>
public static partial class MarketplaceMigration
{
    /// <summary>
    /// Applies the missing migrations and the territories; in Development also the demo data, once. May be run any
    /// number of times and by several processes at once: the migrations take a lock, everything else is an upsert.
    /// </summary>
    /// <returns>The exit code: 0, or 1 after the reason was logged.</returns>
    public static async Task<int> MigrateMarketplaceAsync(this IServiceProvider services, CancellationToken ct)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("FairTradeWorker.Marketplace.MarketplaceMigration");
        try
        {
            await MigrateAsync(services, ct);
            Log.Migrated(logger);
            return 0;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or TimeoutException)
        {
            Log.Failed(logger, exception);
            return 1;
        }
    }

    private static async Task MigrateAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        await db.Database.MigrateAsync(ct);
        await TerritoryTable.FillAsync(db, ct);
        await AuditTable.ProtectAsync(db, ct);
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            await ActivatorUtilities.CreateInstance<DemoData>(scope.ServiceProvider).AddAsync(ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The database has the schema and the reference data of this build")]
        public static partial void Migrated(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "The database could not be brought to the schema of this build")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
