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
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>Accepting a bid.</summary>
/// <param name="FeeQuoteId">The quote that the homeowner was shown; it must be his, still hold, and be of the bid's amount.</param>
[ValidatableType]
public sealed record AcceptBidRequest(Guid? FeeQuoteId = null) : IOptionalBody;

internal static class AcceptBid
{
    /// <summary>
    /// Awards the job to one bid. The guarded update of the job's row is the judge: of any number of parallel
    /// acceptances one finds the job open, the others wait for its row and then find it awarded.
    /// </summary>
    public static async Task<Results<Created<AgreementResponse>, Problem>> HandleAsync(
        PathId id, Body<AcceptBidRequest> body, CurrentUser user, MarketplaceDb db, OutboxWriter outbox, ChangedTopics changed, TimeProvider clock, CancellationToken ct)
    {
        var bid = await db.BidsOnJobsOf(user.Id).SingleOrDefaultAsync(bid => bid.Id == id.Value, ct);
        if (bid is null)
        {
            return CommonProblems.Missing();
        }

        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var now = clock.Now();
        var quote = request.FeeQuoteId is { } quoteId
            ? await db.FeeQuotes.SingleOrDefaultAsync(quote => quote.Id == quoteId && quote.UserId == user.Id, ct)
            : null;
        if (request.FeeQuoteId is not null && quote is null)
        {
            return CommonProblems.Invalid("feeQuoteId", "Must be the id of a quote of yours.");
        }

        var agreementId = clock.NewId();
        if (await AwardAsync(db, outbox, bid, agreementId, ct) is { } refusal)
        {
            return refusal;
        }

        // Read again now that the row is ours: the contractor may have changed the amount a moment ago.
        var accepted = await db.Bids.SingleAsync(accepted => accepted.Id == bid.Id, ct);
        var amount = accepted.AmountCents;
        if (quote is not null && (quote.ExpiresAt <= now || quote.AmountCents != amount))
        {
            return quote.ExpiresAt <= now
                ? new Problem(BidProblems.FeeQuoteExpired, "Ask for a new quote.")
                : new Problem(BidProblems.FeeQuoteMismatch, $"The quote is for {quote.AmountCents} cents, the bid for {amount}.");
        }

        var job = await db.Jobs.Where(job => job.Id == bid.JobId).Select(job => new { job.Version, job.TerritoryId }).SingleAsync(ct);
        changed.Job(job.TerritoryId);
        outbox.Add(new JobMoved(bid.JobId, user.Id, bid.ContractorId, JobStatus.Awarded, job.Version));
        outbox.Add(new BidMoved(bid.Id, bid.JobId, user.Id, bid.ContractorId, BidStatus.Accepted, accepted.Version));
        var agreement = CreateAgreement(bid, user.Id, agreementId, amount, quote, now);
        db.Agreements.Add(agreement);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/agreements/{agreement.Id}", AgreementResponse.From(agreement));
    }

    private static async Task<Problem?> AwardAsync(MarketplaceDb db, OutboxWriter outbox, Bid bid, Guid agreementId, CancellationToken ct)
    {
        var from = JobLifecycle.From(JobCommand.Award);
        var awarded = await db.Jobs.Where(job => job.Id == bid.JobId && from.Contains(job.Status)).ExecuteUpdateAsync(set => set
            .SetProperty(job => job.Status, JobStatus.Awarded)
            .SetProperty(job => job.AcceptedBidId, bid.Id)
            .SetProperty(job => job.AwardedContractorId, bid.ContractorId)
            .SetProperty(job => job.AgreementId, agreementId)
            .SetProperty(job => job.Version, job => job.Version + 1), ct);
        if (awarded == 0)
        {
            var job = await db.Jobs.Where(job => job.Id == bid.JobId).Select(job => new { job.Status, job.AcceptedBidId }).SingleAsync(ct);
            return job.AcceptedBidId is not null
                ? new Problem(BidProblems.JobAlreadyAwarded, "A bid on this job was accepted already.")
                : JobProblems.NotPossible(job.Status);
        }

        var accepted = await db.Bids.Where(mine => mine.Id == bid.Id && mine.Status == BidStatus.Submitted)
            .ExecuteUpdateAsync(set => set
                .SetProperty(mine => mine.Status, BidStatus.Accepted)
                .SetProperty(mine => mine.Version, mine => mine.Version + 1), ct);
        if (accepted == 0)
        {
            return BidProblems.NotSubmitted(await db.Bids.Where(mine => mine.Id == bid.Id).Select(mine => mine.Status).SingleAsync(ct));
        }

        await ReleaseBids.SetAsync(db, outbox, [bid.JobId], BidStatus.NotSelected, ct);
        return null;
    }

    private static Agreement CreateAgreement(
        Bid bid, Guid homeownerId, Guid id, long amountCents, FeeQuote? quote, DateTimeOffset now)
    {
        var fee = quote?.PlatformFeeCents ?? FeeSchedule.Current.PlatformFeeCents;
        return new()
        {
            Id = id,
            JobId = bid.JobId,
            BidId = bid.Id,
            HomeownerId = homeownerId,
            ContractorId = bid.ContractorId,
            AmountCents = amountCents,
            PlatformFeeCents = fee,
            TotalCents = amountCents + fee,
            FeeScheduleVersion = quote?.FeeScheduleVersion ?? FeeSchedule.Current.Version,
            FeeQuoteId = quote?.Id,
            AcceptedAt = now,
        };
    }
}
