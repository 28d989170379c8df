using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>Who may see which bids, as WHERE clauses.</summary>
internal static class BidAccess
{
    /// <summary>All bids on a homeowner's jobs.</summary>
    public static IQueryable<Bid> BidsOnJobsOf(this MarketplaceDb db, Guid homeownerId)
    {
        var jobs = db.Jobs;
        return db.Bids.Where(bid => jobs.Any(job => job.Id == bid.JobId && job.HomeownerId == homeownerId));
    }

    /// <summary>A contractor's own bids and those on a homeowner's jobs; nobody sees a rival's.</summary>
    public static IQueryable<Bid> BidsVisibleTo(this MarketplaceDb db, Guid userId)
    {
        var jobs = db.Jobs;
        return db.Bids.Where(bid => bid.ContractorId == userId || jobs.Any(job => job.Id == bid.JobId && job.HomeownerId == userId));
    }
}
