using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Scaling;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>Deletes sign-ins that have ended for good, with their tokens. The Worker runs it.</summary>
internal sealed class RemoveExpiredSessions(MarketplaceDb db, ScalingPlan plan, TimeProvider clock)
{
    /// <returns>How many sign-ins were deleted.</returns>
    public Task<int> RunBatchAsync(CancellationToken ct)
    {
        var now = clock.Now();
        var ended = db.RefreshTokenFamilies.Where(family => family.ExpiresAt < now).OrderBy(family => family.ExpiresAt)
            .Take(plan.Workers.DeleteBatch).Select(family => family.Id);
        return db.RefreshTokenFamilies.Where(family => ended.Contains(family.Id)).ExecuteDeleteAsync(ct);
    }
}
