using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Scaling;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Idempotency;

/// <summary>Deletes answers that are no longer kept. The Worker runs it.</summary>
internal sealed class RemoveOldAnswers(MarketplaceDb db, ScalingPlan plan, TimeProvider clock)
{
    /// <returns>How many answers were deleted.</returns>
    public Task<int> RunBatchAsync(CancellationToken ct)
    {
        // By their places in the table, so that a batch costs a batch and the planner cannot join it with the whole table.
        var outdated = clock.Now() - IdempotencyStore.Retention;
        return db.Database.ExecuteSqlAsync($"""
            delete from idempotency_records where ctid = any (array(
                select ctid from idempotency_records where created_at < {outdated} order by created_at limit {plan.Workers.DeleteBatch}))
            """, ct);
    }
}
