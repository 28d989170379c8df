using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

internal static class ListJobBids
{
    /// <summary>The owner of the job sees all bids, a contractor only his own.</summary>
    public static async Task<Results<Ok<Page<BidResponse>>, Problem>> HandleAsync(
        PathId id, [AsParameters] PageQuery page, CurrentUser user, Pager pager, MarketplaceDb db, CancellationToken ct)
    {
        var jobId = id.Value;
        var isContractor = user.Role == UserRole.Contractor;
        if (!await db.Jobs.VisibleTo(user).AnyAsync(job => job.Id == jobId && (isContractor || job.HomeownerId == user.Id), ct))
        {
            return CommonProblems.Missing();
        }

        var bids = db.Bids.Where(bid => bid.JobId == jobId && (!isContractor || bid.ContractorId == user.Id));
        return await BidPage.ReadAsync(bids, page, $"job-bids|{jobId}|{user.Id}", new QueryErrors(), pager, ct);
    }
}
