using FairTradeWorker.Marketplace.Demo;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FairTradeWorker.Marketplace;

/// <summary>Brings a database to the schema and reference data of this build.</summary>
public static class MarketplaceMigration
{
    /// <summary>
    /// Applies the missing migrations and the territories; in Development also the demo data, once. May be run any
    /// number of times and by several processes at once: the migrations take a lock, everything else is an upsert.
    /// </summary>
    public static async Task MigrateMarketplaceAsync(this IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        await db.Database.MigrateAsync(ct);
        await TerritoryTable.FillAsync(db, ct);
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            await ActivatorUtilities.CreateInstance<DemoData>(scope.ServiceProvider).AddAsync(ct);
        }
    }
}
