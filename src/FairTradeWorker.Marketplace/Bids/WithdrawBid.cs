using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Bids;

internal static class WithdrawBid
{
    public static Task<Results<Ok<BidResponse>, Problem>> HandleAsync(
        PathId id, Body<ActionRequest> body, CurrentUser user, MarketplaceDb db, OutboxWriter outbox, ChangedTopics changed, HttpContext http, CancellationToken ct) =>
        BidMove.EndAsync(db.Bids.Where(bid => bid.ContractorId == user.Id), id, BidStatus.Withdrawn, body, db, outbox, changed, http, ct);
}
