using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

internal static class EditBid
{
    public static async Task<Results<Ok<BidResponse>, Problem>> HandleAsync(
        PathId id, PatchBody<BidContent> patch, CurrentUser user, MarketplaceDb db, OutboxWriter outbox, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        // FOR UPDATE: accepting waits until this change is done, or this change sees that it was accepted.
        var bidId = id.Value;
        var bid = await db.Bids.FromSql($"select * from bids where id = {bidId} and contractor_id = {user.Id} for update")
            .SingleOrDefaultAsync(ct);
        if (bid is null)
        {
            return CommonProblems.Missing();
        }

        var current = new BidContent
        {
            AmountCents = bid.AmountCents,
            Message = bid.Message,
            DurationDays = bid.DurationDays,
            EarliestStart = bid.EarliestStart,
        };
        var (content, invalid) = await patch.ApplyAsync(current, ct);
        if (content is null || invalid is not null)
        {
            return invalid ?? CommonProblems.Missing();
        }

        if (http.JudgeIfMatch(bid.Version) is { } stale)
        {
            return stale;
        }

        if (bid.Status != BidStatus.Submitted)
        {
            return BidProblems.NotSubmitted(bid.Status);
        }

        var now = clock.Now();
        var homeownerId = await db.Jobs
            .Where(job => job.Id == bid.JobId && job.Status == JobStatus.Open && job.BidDeadline > now)
            .Select(job => (Guid?)job.HomeownerId).SingleOrDefaultAsync(ct);
        if (homeownerId is null)
        {
            return BidProblems.NotOpen();
        }

        if (content != current)
        {
            await db.Bids.Where(bid => bid.Id == bidId).ExecuteUpdateAsync(set => set
                .SetProperty(bid => bid.AmountCents, content.AmountCents)
                .SetProperty(bid => bid.Message, content.Message.Trim())
                .SetProperty(bid => bid.DurationDays, content.DurationDays)
                .SetProperty(bid => bid.EarliestStart, content.EarliestStart)
                .SetProperty(bid => bid.Version, bid => bid.Version + 1), ct);
            outbox.Add(new BidMoved(bid.Id, bid.JobId, homeownerId.Value, bid.ContractorId, bid.Status, bid.Version + 1));
        }

        var changed = await db.Bids.Where(bid => bid.Id == bidId).Select(BidResponse.FromBid).SingleAsync(ct);
        http.SetETag(changed.Version);
        return TypedResults.Ok(changed);
    }
}
