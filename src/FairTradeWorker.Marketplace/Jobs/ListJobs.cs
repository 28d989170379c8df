using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class ListJobs
{
    /// <summary>Open jobs. One keyset query over a partial index, projected in the database; no count, no offset.</summary>
    public static async Task<Results<Ok<Page<JobResponse>>, Problem>> HandleAsync(
        [AsParameters] JobFilter filter, [AsParameters] PageQuery page, Pager pager, MarketplaceDb db, TimeProvider clock, CancellationToken ct)
    {
        var errors = filter.Check();
        var scope = filter.Scope;
        if (pager.IsInvalid(page, scope, errors, out Position? after, out var invalid))
        {
            return invalid;
        }

        var now = clock.Now();
        var open = filter.Apply(db.Jobs.Where(job => job.Status == JobStatus.Open && job.BidDeadline > now));
        var byDeadline = filter.Sort?.Value == JobSort.Deadline;
        var sorted = byDeadline ? ByDeadline(open, after) : Newest(open, after);
        var rows = await sorted.Take(page.Size + 1).Select(JobResponse.Public).ToListAsync(ct);
        return TypedResults.Ok(pager.Cut(rows, page, scope, job => byDeadline
            ? new Position(job.BidDeadline, job.Id)
            : new Position(job.PublishedAt ?? DateTimeOffset.MinValue, job.Id)));
    }

    private static IQueryable<Job> Newest(IQueryable<Job> jobs, Position? after)
    {
        if (after is { Time: var time, Id: var id })
        {
            jobs = jobs.Where(job => EF.Functions.LessThan(ValueTuple.Create(job.PublishedAt, job.Id), ValueTuple.Create((DateTimeOffset?)time, id)));
        }

        return jobs.OrderByDescending(job => job.PublishedAt).ThenByDescending(job => job.Id);
    }

    private static IQueryable<Job> ByDeadline(IQueryable<Job> jobs, Position? after)
    {
        if (after is { Time: var time, Id: var id })
        {
            jobs = jobs.Where(job => EF.Functions.GreaterThan(ValueTuple.Create(job.BidDeadline, job.Id), ValueTuple.Create(time, id)));
        }

        return jobs.OrderBy(job => job.BidDeadline).ThenBy(job => job.Id);
    }
}
