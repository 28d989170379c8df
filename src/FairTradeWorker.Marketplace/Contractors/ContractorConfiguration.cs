using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace FairTradeWorker.Marketplace.Contractors;

internal static class ContractorSets
{
    /// <summary>Shadow property: generated full-text vector of company name (weight A) and bio (weight B).</summary>
    public const string SearchVector = "SearchVector";

    extension(MarketplaceDb db)
    {
        public DbSet<ContractorProfile> ContractorProfiles => db.Set<ContractorProfile>();
    }
}

internal sealed class ContractorProfileConfiguration : IEntityTypeConfiguration<ContractorProfile>
{
    // Dots and hyphens would make the parser see hosts and compound words, which nobody finds by their parts.
    private const string CompanyWords = "translate(company_name, '.-/_@:&', '       ')";

    public void Configure(EntityTypeBuilder<ContractorProfile> builder)
    {
        builder.ToTable("contractor_profiles", table =>
        {
            table.HasCheckConstraint("ck_contractor_profiles_trades", $"cardinality(trades) between 1 and {ContractorProfileContent.MaxTrades}");
            table.HasCheckConstraint("ck_contractor_profiles_territory_ids", $"cardinality(territory_ids) between 1 and {ContractorProfileContent.MaxTerritories}");
            table.HasCheckConstraint("ck_contractor_profiles_years", $"years_experience between 0 and {ContractorProfileContent.MaxYears}");
        });
        builder.HasKey(profile => profile.UserId);
        builder.HasOne<User>().WithOne().HasForeignKey<ContractorProfile>(profile => profile.UserId);

        // Names are not English: they are indexed as they are written, the bio by its stems.
        builder.Property<NpgsqlTsVector>(ContractorSets.SearchVector).HasComputedColumnSql(
            $"setweight(to_tsvector('simple', {CompanyWords}), 'A') || setweight(to_tsvector('english', bio), 'B')", stored: true);
        builder.HasIndex(profile => new { profile.CreatedAt, profile.UserId }, "ix_contractor_profiles_newest").HasDatabaseName("ix_contractor_profiles_newest");
        builder.HasIndex(profile => profile.TerritoryIds, "ix_contractor_profiles_territory_ids").HasDatabaseName("ix_contractor_profiles_territory_ids").HasMethod("gin");
        builder.HasIndex(profile => profile.Trades, "ix_contractor_profiles_trades").HasDatabaseName("ix_contractor_profiles_trades").HasMethod("gin");
        builder.HasIndex([ContractorSets.SearchVector], "ix_contractor_profiles_search").HasDatabaseName("ix_contractor_profiles_search").HasMethod("gin");
    }
}
