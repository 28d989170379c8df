using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class ListMyJobs
{
    /// <summary>The jobs that a homeowner posted, or that a contractor was awarded; newest first.</summary>
    public static async Task<Results<Ok<Page<JobResponse>>, Problem>> HandleAsync(
        [FromQuery(Name = "status")] QueryEnum<JobStatus>? status, [AsParameters] PageQuery page,
        CurrentUser user, Pager pager, MarketplaceDb db, CancellationToken ct)
    {
        var errors = new QueryErrors();
        errors.Check("status", status);
        var scope = $"my-jobs|{user.Id}|{status?.Value}";
        if (pager.IsInvalid(page, scope, errors, out Position? after, out var invalid))
        {
            return invalid;
        }

        var mine = user.Role == UserRole.Contractor
            ? db.Jobs.Where(job => job.AwardedContractorId == user.Id)
            : db.Jobs.Where(job => job.HomeownerId == user.Id);
        if (status is { Value: var wanted })
        {
            mine = mine.Where(job => job.Status == wanted);
        }

        if (after is { Time: var time, Id: var id })
        {
            mine = mine.Where(job => EF.Functions.LessThan(ValueTuple.Create(job.CreatedAt, job.Id), ValueTuple.Create(time, id)));
        }

        var rows = await mine.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id)
            .Take(page.Size + 1).Select(JobResponse.ForParties).ToListAsync(ct);
        return TypedResults.Ok(pager.Cut(rows, page, scope,
            job => new Position(job.CreatedAt, job.Id)));
    }
}
