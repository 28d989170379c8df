using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>
/// The database. It knows no feature: each feature brings the configuration of its entities and an extension
/// property for its sets (<c>db.Jobs</c>). Queries do not track; writes are guarded updates or added entities.
/// </summary>
public sealed class MarketplaceDb : DbContext
{
    public MarketplaceDb(DbContextOptions<MarketplaceDb> options) : base(options) =>
        // A failed insert ends the whole write here; a savepoint around each would cost two round trips for nothing.
        Database.AutoSavepointsEnabled = false;

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MarketplaceDb).Assembly);
}
