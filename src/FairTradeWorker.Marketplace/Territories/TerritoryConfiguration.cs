using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FairTradeWorker.Marketplace.Territories;

/// <summary>
/// The catalog as a table, so that foreign keys and reports can rely on it. Requests are answered from the catalog in
/// memory; the migrator writes the rows.
/// </summary>
internal sealed class TerritoryConfiguration : IEntityTypeConfiguration<Territory>
{
    public void Configure(EntityTypeBuilder<Territory> builder)
    {
        builder.ToTable("territories");
        builder.Property(territory => territory.Id).HasColumnType("character(5)");
        builder.Property(territory => territory.State).HasColumnType("character(2)");
    }
}
