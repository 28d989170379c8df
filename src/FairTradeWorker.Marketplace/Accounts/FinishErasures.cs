using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// Erases once more when the last access token of a deleted account has expired: a request that had passed the check
/// of its token a moment before the deletion may have written a moment after it. The Worker runs it.
/// </summary>
internal sealed class FinishErasures(MarketplaceDb db, OutboxWriter outbox, IEnumerable<AccountErasureHook> hooks, ChangedTopics changed, TimeProvider clock)
{
    /// <summary>Finishes one account; workers that run at the same time take different ones.</summary>
    /// <returns>How many accounts were finished: 0 or 1.</returns>
    public async Task<int> RunBatchAsync(CancellationToken ct)
    {
        var now = clock.Now();
        var due = now - ErasedAccounts.TokensAreDeadAfter;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var users = await db.Database.SqlQuery<Guid>($"""
            select id as "Value" from users where erased_at is not null and erasure_finished_at is null and erased_at <= {due}
            order by erased_at limit 1 for update skip locked
            """).ToListAsync(ct);
        if (users is not [var userId])
        {
            return 0;
        }

        var erasure = new Erasure(db, outbox, changed, userId);
        foreach (var feature in hooks)
        {
            await feature.LockAsync(erasure, ct);
        }

        foreach (var feature in hooks)
        {
            await feature.EraseAsync(erasure, ct);
        }

        await EraseMe.EraseSessionsAsync(erasure, ct);
        await db.Users.Where(user => user.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.ErasureFinishedAt, now), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        await changed.AnnounceAsync();
        return 1;
    }
}
