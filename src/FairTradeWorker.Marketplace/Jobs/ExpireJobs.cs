using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Scaling;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>Ends the bidding of jobs whose deadline has passed without an award. The Worker runs it.</summary>
internal sealed class ExpireJobs(MarketplaceDb db, OutboxWriter outbox, IEnumerable<JobClosedHook> hooks, ChangedTopics changed, ScalingPlan plan, TimeProvider clock)
{
    /// <summary>Expires one batch; workers that run at the same time take different jobs.</summary>
    /// <returns>How many jobs were expired.</returns>
    public async Task<int> RunBatchAsync(CancellationToken ct)
    {
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await db.Database.SqlQuery<Guid>($"""
            select id as "Value" from jobs where status = 'open' and bid_deadline <= {now}
            order by bid_deadline limit {plan.Workers.OutboxBatch} for update skip locked
            """).ToListAsync(ct);
        if (due.Count == 0)
        {
            return 0;
        }

        await db.Jobs.Where(job => due.Contains(job.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(job => job.Status, JobStatus.Expired)
            .SetProperty(job => job.Version, job => job.Version + 1), ct);
        foreach (var job in await db.Jobs.Where(job => due.Contains(job.Id)).ToListAsync(ct))
        {
            outbox.Add(new JobMoved(job.Id, job.HomeownerId, null, job.Status, job.Version));
            changed.Job(job.TerritoryId);
        }

        foreach (var hook in hooks)
        {
            await hook.RunAsync(db, outbox, due, JobStatus.Expired, ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        await changed.AnnounceAsync();
        return due.Count;
    }
}
