using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

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

    // Deleting a row never deletes what others wrote about it, and an index is there for a query, not for a foreign
    // key: users, jobs and conversations are never deleted once somebody refers to them. Configurations name exceptions.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Conventions.Remove<CascadeDeleteConvention>();
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MarketplaceDb).Assembly);
}
