using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Idempotency;

/// <summary>Deletes answers that are no longer kept. The Worker runs it.</summary>
internal sealed class RemoveOldAnswers(MarketplaceDb db, TimeProvider clock)
{
    private const int BatchSize = 1000;

    /// <returns>How many answers were deleted.</returns>
    public Task<int> RunBatchAsync(CancellationToken ct)
    {
        var outdated = clock.Now() - IdempotencyStore.Retention;
        return db.Database.ExecuteSqlAsync($"""
            delete from idempotency_records where (user_id, key) in (
                select user_id, key from idempotency_records where created_at < {outdated} limit {BatchSize})
            """, ct);
    }
}
