using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>The indexes that decide races; handlers know them by these names.</summary>
internal static class BidConstraints
{
    public const string OneLiveBid = "ux_bids_one_live_per_contractor";
    public const string OneAcceptedBid = "ux_bids_one_accepted_per_job";
    public const string JobExists = "fk_bids_jobs_job_id";
}

internal static class BidSets
{
    extension(MarketplaceDb db)
    {
        public DbSet<Bid> Bids => db.Set<Bid>();

        public DbSet<Agreement> Agreements => db.Set<Agreement>();

        public DbSet<FeeQuote> FeeQuotes => db.Set<FeeQuote>();
    }
}

internal sealed class BidConfiguration : IEntityTypeConfiguration<Bid>
{
    public void Configure(EntityTypeBuilder<Bid> builder)
    {
        builder.ToTable("bids", table =>
        {
            table.HasWireTextCheck<Bid, BidStatus>("ck_bids_status", "status");
            table.HasCheckConstraint("ck_bids_amount", $"amount_cents between 1 and {JobRules.MaxAmountCents}");
        });
        builder.Property(bid => bid.Status).HasWireText();
        builder.HasOne<Job>().WithMany().HasForeignKey(bid => bid.JobId).HasConstraintName(BidConstraints.JobExists);
        builder.HasOne<User>().WithMany().HasForeignKey(bid => bid.ContractorId);
        builder.HasIndex(bid => new { bid.JobId, bid.ContractorId }, BidConstraints.OneLiveBid).HasDatabaseName(BidConstraints.OneLiveBid)
            .IsUnique().HasFilter("status in ('submitted', 'accepted')");
        builder.HasIndex(bid => bid.JobId, BidConstraints.OneAcceptedBid).HasDatabaseName(BidConstraints.OneAcceptedBid).IsUnique().HasFilter("status = 'accepted'");
        builder.HasIndex(bid => new { bid.JobId, bid.SubmittedAt, bid.Id }, "ix_bids_by_job").HasDatabaseName("ix_bids_by_job");
        builder.HasIndex(bid => new { bid.ContractorId, bid.SubmittedAt, bid.Id }, "ix_bids_by_contractor").HasDatabaseName("ix_bids_by_contractor");
        builder.HasIndex(bid => new { bid.ContractorId, bid.Status, bid.SubmittedAt, bid.Id }, "ix_bids_by_contractor_status")
            .HasDatabaseName("ix_bids_by_contractor_status");
        builder.HasIndex(bid => bid.SubmittedAt, "ix_bids_submitted").HasDatabaseName("ix_bids_submitted").HasMethod("brin");
    }
}

internal sealed class AgreementConfiguration : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> builder)
    {
        builder.ToTable("agreements", table =>
            table.HasCheckConstraint("ck_agreements_total", "total_cents = amount_cents + platform_fee_cents"));
        builder.HasIndex(agreement => agreement.JobId).IsUnique();
        builder.HasIndex(agreement => agreement.BidId).IsUnique();
        builder.HasIndex(agreement => agreement.AcceptedAt).HasDatabaseName("ix_agreements_accepted").HasMethod("brin");
        builder.HasOne<Job>().WithMany().HasForeignKey(agreement => agreement.JobId);
        builder.HasOne<Bid>().WithMany().HasForeignKey(agreement => agreement.BidId);
    }
}

internal sealed class FeeQuoteConfiguration : IEntityTypeConfiguration<FeeQuote>
{
    public void Configure(EntityTypeBuilder<FeeQuote> builder)
    {
        builder.ToTable("fee_quotes", table =>
        {
            table.HasWireTextCheck<FeeQuote, PaymentMethod>("ck_fee_quotes_method", "method");
            table.HasCheckConstraint("ck_fee_quotes_total", "total_cents = amount_cents + platform_fee_cents + processor_fee_cents");
        });
        builder.Property(quote => quote.Method).HasWireText();
        builder.HasOne<User>().WithMany().HasForeignKey(quote => quote.UserId);
        builder.HasIndex(quote => quote.UserId);
        builder.HasIndex(quote => quote.ExpiresAt);
    }
}
