using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Scaling;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>Deletes events that nobody will ask for any more. The Worker runs it.</summary>
internal sealed class RemoveOldEvents(MarketplaceDb db, ScalingPlan plan, TimeProvider clock)
{
    /// <returns>How many events were deleted.</returns>
    public Task<int> RunBatchAsync(CancellationToken ct)
    {
        // By their places in the table, so that a batch costs a batch and the planner cannot join it with the whole table.
        var outdated = clock.Now() - plan.Streams.Retention;
        return db.Database.ExecuteSqlAsync($"""
            delete from user_events where ctid = any (array(
                select ctid from user_events where occurred_at < {outdated} order by occurred_at limit {plan.Workers.DeleteBatch}))
            """, ct);
    }
}
