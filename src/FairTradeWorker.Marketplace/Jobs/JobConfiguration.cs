using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class JobSets
{
    /// <summary>Shadow property: generated full-text vector of title (weight A) and description (weight B).</summary>
    public const string SearchVector = "SearchVector";

    extension(MarketplaceDb db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();

        public DbSet<JobAddress> JobAddresses => db.Set<JobAddress>();
    }
}

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    private const string Open = "status = 'open'";

    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs", table =>
        {
            table.HasWireTextCheck<Job, JobStatus>("ck_jobs_status", "status");
            table.HasWireTextCheck<Job, JobUrgency>("ck_jobs_urgency", "urgency");
            table.HasWireTextCheck<Job, JobSize>("ck_jobs_size", "size");
            table.HasCheckConstraint("ck_jobs_bid_count", "bid_count between 0 and max_bids");
            table.HasCheckConstraint("ck_jobs_budget", "budget_min_cents is null or budget_max_cents is null or budget_min_cents <= budget_max_cents");
            table.HasCheckConstraint("ck_jobs_published", "status in ('draft', 'cancelled') or published_at is not null");
            table.HasCheckConstraint("ck_jobs_award",
                "(status in ('awarded', 'in_progress', 'work_submitted', 'completed')) = (accepted_bid_id is not null) or status = 'cancelled'");
        });
        builder.Property(job => job.Status).HasWireText();
        builder.Property(job => job.Urgency).HasWireText();
        builder.Property(job => job.Size).HasWireText();
        builder.Property<NpgsqlTsVector>(JobSets.SearchVector).HasComputedColumnSql(
            "setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B')", stored: true);
        builder.HasOne<User>().WithMany().HasForeignKey(job => job.HomeownerId);
        builder.HasOne<Territory>().WithMany().HasForeignKey(job => job.TerritoryId);

        // The public lists walk these backwards or forwards and stop at the page's end.
        builder.HasIndex(job => new { job.TerritoryId, job.PublishedAt, job.Id }, "ix_jobs_open_by_territory").HasDatabaseName("ix_jobs_open_by_territory").HasFilter(Open);
        builder.HasIndex(job => new { job.PublishedAt, job.Id }, "ix_jobs_open_newest").HasDatabaseName("ix_jobs_open_newest").HasFilter(Open);
        builder.HasIndex(job => new { job.TerritoryId, job.BidDeadline, job.Id }, "ix_jobs_open_by_territory_deadline")
            .HasDatabaseName("ix_jobs_open_by_territory_deadline").HasFilter(Open);
        builder.HasIndex(job => new { job.BidDeadline, job.Id }, "ix_jobs_open_by_deadline").HasDatabaseName("ix_jobs_open_by_deadline").HasFilter(Open);
        builder.HasIndex([JobSets.SearchVector], "ix_jobs_open_search").HasDatabaseName("ix_jobs_open_search").HasMethod("gin").HasFilter(Open);

        // Each side's own jobs.
        builder.HasIndex(job => new { job.HomeownerId, job.CreatedAt, job.Id }, "ix_jobs_by_homeowner").HasDatabaseName("ix_jobs_by_homeowner");
        builder.HasIndex(job => new { job.AwardedContractorId, job.CreatedAt, job.Id }, "ix_jobs_by_awarded_contractor").HasDatabaseName("ix_jobs_by_awarded_contractor")
            .HasFilter("awarded_contractor_id is not null");

        // What is counted: a contractor's completed jobs, and the jobs of a period with the time of their first bid.
        builder.HasIndex(job => job.AwardedContractorId, "ix_jobs_completed_by_contractor").HasDatabaseName("ix_jobs_completed_by_contractor")
            .HasFilter("status = 'completed'");
        builder.HasIndex(job => job.PublishedAt, "ix_jobs_published").HasDatabaseName("ix_jobs_published")
            .IncludeProperties(job => job.FirstBidAt).HasFilter("published_at is not null");
        builder.HasIndex(job => new { job.TerritoryId, job.PublishedAt }, "ix_jobs_published_by_territory").HasDatabaseName("ix_jobs_published_by_territory")
            .HasFilter("published_at is not null");
        builder.HasIndex(job => job.TerritoryId, "ix_jobs_agreed_by_territory").HasDatabaseName("ix_jobs_agreed_by_territory")
            .IncludeProperties(job => job.AgreementId).HasFilter("agreement_id is not null");
    }
}

internal sealed class JobAddressConfiguration : IEntityTypeConfiguration<JobAddress>
{
    public void Configure(EntityTypeBuilder<JobAddress> builder)
    {
        builder.ToTable("job_addresses");
        builder.HasKey(address => address.JobId);
        builder.HasOne<Job>().WithOne().HasForeignKey<JobAddress>(address => address.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}
