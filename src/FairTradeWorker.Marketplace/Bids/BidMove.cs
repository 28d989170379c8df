using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>Withdrawing and declining: both end a submitted bid and free its place on the job.</summary>
internal static class BidMove
{
    /// <param name="mine">The bids that the caller may move.</param>
    public static async Task<Results<Ok<BidResponse>, Problem>> EndAsync(
        IQueryable<Bid> mine, Guid id, BidStatus to, Body<ActionRequest> body, MarketplaceDb db, OutboxWriter outbox, ChangedTopics changed, HttpContext http, CancellationToken ct)
    {
        var bid = await mine.SingleOrDefaultAsync(bid => bid.Id == id, ct);
        if (bid is null)
        {
            return CommonProblems.Missing();
        }

        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        // The job's row first, as accepting does: whoever comes second waits here instead of deadlocking.
        await db.Jobs.Where(job => job.Id == bid.JobId && job.Status == JobStatus.Open && job.BidCount > 0)
            .ExecuteUpdateAsync(set => set
                .SetProperty(job => job.BidCount, job => job.BidCount - 1)
                .SetProperty(job => job.Version, job => job.Version + 1), ct);
        var ended = await db.Bids.Where(bid => bid.Id == id && bid.Status == BidStatus.Submitted)
            .ExecuteUpdateAsync(set => set
                .SetProperty(bid => bid.Status, to)
                .SetProperty(bid => bid.StatusReason, request.Reason)
                .SetProperty(bid => bid.Version, bid => bid.Version + 1), ct);
        var now = await db.Bids.Where(bid => bid.Id == id).Select(BidResponse.FromBid).SingleAsync(ct);
        if (ended == 0)
        {
            return BidProblems.NotSubmitted(now.Status);
        }

        var job = await db.Jobs.Where(job => job.Id == now.JobId).Select(job => new { job.HomeownerId, job.TerritoryId }).SingleAsync(ct);
        changed.Job(job.TerritoryId);
        outbox.Add(new BidMoved(now.Id, now.JobId, job.HomeownerId, now.ContractorId, now.Status, now.Version));
        http.SetETag(now.Version);
        return TypedResults.Ok(now);
    }
}
