using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>Deletes events that nobody will ask for any more. The Worker runs it.</summary>
internal sealed class RemoveOldEvents(MarketplaceDb db, TimeProvider clock)
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(3);
    private const int BatchSize = 5000;

    /// <returns>How many events were deleted.</returns>
    public Task<int> RunBatchAsync(CancellationToken ct)
    {
        var outdated = clock.Now() - Retention;
        return db.Database.ExecuteSqlAsync($"""
            delete from user_events where (user_id, sequence) in (
                select user_id, sequence from user_events where occurred_at < {outdated} limit {BatchSize})
            """, ct);
    }
}
