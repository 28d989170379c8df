using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>Deletes events that nobody will ask for any more. The Worker runs it.</summary>
internal sealed class RemoveOldEvents(MarketplaceDb db, TimeProvider clock)
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(3);

    // By their places in the table, so that a batch costs a batch and the planner cannot join it with the whole table.
    private const int BatchSize = 5000;

    /// <returns>How many events were deleted.</returns>
    public Task<int> RunBatchAsync(CancellationToken ct)
    {
        var outdated = clock.Now() - Retention;
        return db.Database.ExecuteSqlAsync($"""
            delete from user_events where ctid = any (array(
                select ctid from user_events where occurred_at < {outdated} order by occurred_at limit {BatchSize}))
            """, ct);
    }
}
