using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>Ends the submitted bids of jobs that take no more.</summary>
internal static class ReleaseBids
{
    /// <summary>Registered with Jobs, which calls it in its own transaction.</summary>
    public static JobClosedHook OnJobClosed { get; } = new((db, jobIds, status, ct) =>
        SetAsync(db, jobIds, status == JobStatus.Expired ? BidStatus.Expired : BidStatus.NotSelected, ct));

    public static Task SetAsync(MarketplaceDb db, IReadOnlyList<Guid> jobIds, BidStatus to, CancellationToken ct) =>
        db.Bids.Where(bid => jobIds.Contains(bid.JobId) && bid.Status == BidStatus.Submitted)
            .ExecuteUpdateAsync(set => set
                .SetProperty(bid => bid.Status, to)
                .SetProperty(bid => bid.Version, bid => bid.Version + 1), ct);
}
