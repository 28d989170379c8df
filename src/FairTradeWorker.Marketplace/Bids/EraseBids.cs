using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Jobs;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>What becomes of a contractor's bids, and of agreements and quotes, when the account is deleted.</summary>
internal static class EraseBids
{
    private const string ErasedMessage = "The contractor has deleted the account.";

    public static AccountErasureHook Hook { get; } = new(LockAsync, AccountErasureHook.NoObligationsAsync, EraseAsync);

    // The jobs' rows before the bids, as accepting does: an acceptance under way is waited for, and then found.
    private static async Task LockAsync(Erasure erasure, CancellationToken ct) => await erasure.Db.Database.ExecuteSqlAsync($"""
        select from jobs where status = 'open' and id in
            (select job_id from bids where contractor_id = {erasure.UserId} and status = 'submitted')
        order by id for update
        """, ct);

    private static async Task EraseAsync(Erasure erasure, CancellationToken ct)
    {
        var (db, userId) = (erasure.Db, erasure.UserId);
        var mine = db.Bids.Where(bid => bid.ContractorId == userId);
        erasure.Erased("submitted bids, withdrawn", await WithdrawAsync(erasure, mine, ct));
        erasure.Erased("messages of bids without an agreement", await mine
            .Where(bid => bid.Status != BidStatus.Accepted && bid.Message != ErasedMessage)
            .ExecuteUpdateAsync(set => set
                .SetProperty(bid => bid.Message, ErasedMessage)
                .SetProperty(bid => bid.StatusReason, (string?)null)
                .SetProperty(bid => bid.Version, bid => bid.Version + 1), ct));

        var agreements = db.Agreements;
        erasure.Erased("fee quotes", await db.FeeQuotes
            .Where(quote => quote.UserId == userId && !agreements.Any(agreement => agreement.FeeQuoteId == quote.Id)).ExecuteDeleteAsync(ct));
        erasure.Kept("agreements with their accepted bids", await db.Jobs.CountAsync(
                job => (job.HomeownerId == userId || job.AwardedContractorId == userId) && job.AgreementId != null, ct),
            "Accounts must be kept, and the other party needs the proof of what was agreed.");
        erasure.Kept("amounts of bids without an agreement", await mine.CountAsync(bid => bid.Status != BidStatus.Accepted, ct),
            "The homeowner got them; they no longer say whose they were.");
    }

    private static async Task<int> WithdrawAsync(Erasure erasure, IQueryable<Bid> mine, CancellationToken ct)
    {
        var db = erasure.Db;
        var submitted = mine.Where(bid => bid.Status == BidStatus.Submitted);
        var withdrawn = await submitted.Select(bid => bid.Id).ToListAsync(ct);
        await db.Jobs.Where(job => job.Status == JobStatus.Open && job.BidCount > 0 && submitted.Any(bid => bid.JobId == job.Id))
            .ExecuteUpdateAsync(set => set
                .SetProperty(job => job.BidCount, job => job.BidCount - 1)
                .SetProperty(job => job.Version, job => job.Version + 1), ct);
        await submitted.ExecuteUpdateAsync(set => set
            .SetProperty(bid => bid.Status, BidStatus.Withdrawn)
            .SetProperty(bid => bid.Version, bid => bid.Version + 1), ct);
        var jobs = db.Jobs;
        foreach (var one in await db.Bids.Where(bid => withdrawn.Contains(bid.Id))
            .Select(bid => new { Bid = bid, Job = jobs.Where(job => job.Id == bid.JobId).Select(job => new { job.HomeownerId, job.TerritoryId }).Single() })
            .ToListAsync(ct))
        {
            erasure.Outbox.Add(new BidMoved(one.Bid.Id, one.Bid.JobId, one.Job.HomeownerId, erasure.UserId, one.Bid.Status, one.Bid.Version));
            erasure.Changed.Job(one.Job.TerritoryId);
        }

        return withdrawn.Count;
    }
}
