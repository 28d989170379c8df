using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Json;
using FairTradeWorker.Marketplace.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>Ends the submitted bids of jobs that take no more.</summary>
internal static class ReleaseBids
{
    /// <summary>Registered with Jobs, which calls it in its own transaction.</summary>
    public static JobClosedHook OnJobClosed { get; } = new((db, outbox, jobIds, status, ct) =>
        SetAsync(db, outbox, jobIds, status == JobStatus.Expired ? BidStatus.Expired : BidStatus.NotSelected, ct));

    public static async Task SetAsync(
        MarketplaceDb db, OutboxWriter outbox, IReadOnlyList<Guid> jobIds, BidStatus to, CancellationToken ct)
    {
        var ids = jobIds.ToArray();
        var released = await db.Bids.FromSql($"""
            update bids set status = {WireEnum<BidStatus>.ToText(to)}, version = version + 1
            where job_id = any({ids}) and status = 'submitted'
            returning *
            """).ToListAsync(ct);
        if (released.Count == 0)
        {
            return;
        }

        var owners = await db.Jobs.Where(job => ids.Contains(job.Id)).ToDictionaryAsync(job => job.Id, job => job.HomeownerId, ct);
        foreach (var bid in released)
        {
            outbox.Add(new BidMoved(bid.Id, bid.JobId, owners[bid.JobId], bid.ContractorId, bid.Status, bid.Version));
        }
    }
}
