using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>
/// The database. It knows no feature: each feature brings the configuration of its entities and an extension
/// property for its sets (<c>db.Jobs</c>). Queries do not track; writes are guarded updates or added entities.
/// </summary>
public sealed class MarketplaceDb(DbContextOptions<MarketplaceDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MarketplaceDb).Assembly);
}
