using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FairTradeWorker.Marketplace.Accounts;

internal static class AccountConstraints
{
    public const string UniqueEmail = "ux_users_normalized_email";
}

internal static class AccountSets
{
    extension(MarketplaceDb db)
    {
        public DbSet<User> Users => db.Set<User>();

        public DbSet<RefreshTokenFamily> RefreshTokenFamilies => db.Set<RefreshTokenFamily>();

        public DbSet<RefreshToken> RefreshTokens => db.Set<RefreshToken>();
    }
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    /// <summary>The accounts of <see cref="ErasedAccounts"/>: few, and found by an index that holds nothing else.</summary>
    public const string JustErased = "erased_at is not null and erasure_finished_at is null";

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users", table =>
        {
            table.HasWireTextCheck<User, UserRole>("ck_users_role", "role");
            table.HasWireTextCheck<User, Plan>("ck_users_plan", "plan");
        });
        builder.Property(user => user.Role).HasWireText();
        builder.Property(user => user.Plan).HasWireText();
        builder.HasIndex(user => user.NormalizedEmail).IsUnique().HasDatabaseName(AccountConstraints.UniqueEmail);
        builder.HasIndex(user => user.ErasedAt).HasDatabaseName("ix_users_just_erased").HasFilter(JustErased);

        // Rows come in the order of their time and are counted by day; a block range index of a few pages is enough.
        builder.HasIndex(user => user.CreatedAt).HasDatabaseName("ix_users_created").HasMethod("brin");
    }
}

internal sealed class RefreshTokenFamilyConfiguration : IEntityTypeConfiguration<RefreshTokenFamily>
{
    public void Configure(EntityTypeBuilder<RefreshTokenFamily> builder)
    {
        builder.ToTable("refresh_token_families");
        builder.HasIndex(family => family.UserId);
        builder.HasIndex(family => family.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(family => family.UserId);
    }
}

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("refresh_tokens");
        builder.HasKey(token => token.Hash);
        builder.HasIndex(token => token.FamilyId);
        builder.HasOne<RefreshTokenFamily>().WithMany().HasForeignKey(token => token.FamilyId).OnDelete(DeleteBehavior.Cascade);
    }
}
