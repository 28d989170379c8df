using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>Reads one job as a reader may see it.</summary>
internal static class JobReader
{
    /// <summary>The jobs that a reader knows of: what was never published is its owner's alone.</summary>
    public static IQueryable<Job> VisibleTo(this IQueryable<Job> jobs, CurrentUser? reader)
    {
        var readerId = reader?.Id;
        return jobs.Where(job => job.PublishedAt != null || job.HomeownerId == readerId);
    }

    /// <summary>Null when the job is not there for this reader.</summary>
    public static async Task<JobResponse?> ReadAsync(MarketplaceDb db, Guid id, CurrentUser? reader, CancellationToken ct)
    {
        var job = await db.Jobs.VisibleTo(reader).SingleOrDefaultAsync(job => job.Id == id, ct);
        if (job is null)
        {
            return null;
        }

        var isParty = reader is not null && (job.HomeownerId == reader.Id || job.AwardedContractorId == reader.Id);
        return isParty ? JobResponse.ForParty(job, await AddressAsync(db, id, ct)) : JobResponse.ForPublic(job);
    }

    public static Task<AddressContent?> AddressAsync(MarketplaceDb db, Guid jobId, CancellationToken ct) =>
        db.JobAddresses.Where(address => address.JobId == jobId)
            .Select(address => new AddressContent
            {
                Line1 = address.Line1,
                Line2 = address.Line2,
                City = address.City,
                State = address.State,
                Zip = address.Zip,
            })
            .SingleOrDefaultAsync(ct);
}
