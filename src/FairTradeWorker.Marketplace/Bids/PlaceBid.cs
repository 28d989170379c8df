using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

internal static class PlaceBid
{
    /// <summary>
    /// Inserts first and lets the database judge: the unique index finds a second live bid, and the guarded update
    /// of the job finds that it is closed or full. Nothing is checked beforehand, so nothing can change in between.
    /// </summary>
    public static async Task<Results<Created<BidResponse>, Problem>> HandleAsync(
        PathId id, Body<BidContent> body, CurrentUser user, MarketplaceDb db, OutboxWriter outbox, ChangedTopics changed, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (!body.IsValid(out var content, out var invalid))
        {
            return await db.Jobs.VisibleTo(user).AnyAsync(job => job.Id == id.Value, ct) ? invalid : CommonProblems.Missing();
        }

        var now = clock.Now();
        var bid = new Bid
        {
            Id = clock.NewId(),
            JobId = id,
            ContractorId = user.Id,
            AmountCents = content.AmountCents,
            Message = content.Message.Trim(),
            DurationDays = content.DurationDays,
            EarliestStart = content.EarliestStart,
            Status = BidStatus.Submitted,
            SubmittedAt = now,
        };
        db.Bids.Add(bid);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.ViolatesUnique(BidConstraints.OneLiveBid))
        {
            return new Problem(BidProblems.DuplicateBid, "Change or withdraw the bid that you have on this job.");
        }
        catch (DbUpdateException exception) when (exception.ViolatesForeignKey(BidConstraints.JobExists))
        {
            return CommonProblems.Missing();
        }

        var counted = await db.Database.SqlQuery<CountedJob>($"""
            update jobs set bid_count = bid_count + 1, first_bid_at = coalesce(first_bid_at, {now}), version = version + 1
            where id = {bid.JobId} and status = 'open' and bid_deadline > {now} and bid_count < max_bids
            returning homeowner_id, territory_id
            """).ToListAsync(ct);
        if (counted is not [var job])
        {
            return await RefusalAsync(db, bid.JobId, user, now, ct);
        }

        changed.Job(job.TerritoryId);
        outbox.Add(new BidMoved(bid.Id, bid.JobId, job.HomeownerId, bid.ContractorId, bid.Status, bid.Version));
        http.SetETag(bid.Version);
        return TypedResults.Created($"/v1/bids/{bid.Id}", BidResponse.From(bid));
    }

    private static async Task<Problem> RefusalAsync(
        MarketplaceDb db, Guid jobId, CurrentUser user, DateTimeOffset now, CancellationToken ct)
    {
        var job = await db.Jobs.VisibleTo(user).Where(job => job.Id == jobId)
            .Select(job => new { job.Status, job.BidDeadline, job.MaxBids }).SingleOrDefaultAsync(ct);
        return job switch
        {
            null => CommonProblems.Missing(),
            { Status: JobStatus.Open } when job.BidDeadline > now =>
                new Problem(BidProblems.BidLimitReached, $"The job takes {job.MaxBids} bids and has them."),
            _ => BidProblems.NotOpen(),
        };
    }

    /// <summary>The job whose bids were counted.</summary>
    private sealed record CountedJob(Guid HomeownerId, string TerritoryId);
}
