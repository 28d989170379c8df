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

    // The same as VisibleTo. Compiled, because nothing is read more often and the expression costs more than the row.
    private static readonly Func<MarketplaceDb, Guid, Guid?, CancellationToken, Task<JobResponse?>> Find = EF.CompileAsyncQuery(
        (MarketplaceDb db, Guid id, Guid? readerId, CancellationToken ct) => db.Set<Job>()
            .Where(job => job.Id == id && (job.PublishedAt != null || job.HomeownerId == readerId))
            .Select(JobResponse.ForParties)
            .SingleOrDefault());

    /// <summary>Null when the job is not there for this reader.</summary>
    public static async Task<JobResponse?> ReadAsync(MarketplaceDb db, Guid id, CurrentUser? reader, CancellationToken ct)
    {
        var job = await Find(db, id, reader?.Id, ct);
        if (job is null)
        {
            return null;
        }

        var isParty = reader is not null && (job.HomeownerId == reader.Id || job.AwardedContractorId == reader.Id);
        return isParty ? job with { Address = await AddressAsync(db, id, ct) } : job.ForPublic();
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
