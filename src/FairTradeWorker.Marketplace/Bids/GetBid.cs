using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

internal static class GetBid
{
    public static async Task<Results<Ok<BidResponse>, StatusCodeHttpResult, Problem>> HandleAsync(
        PathId id, CurrentUser user, MarketplaceDb db, HttpContext http, CancellationToken ct)
    {
        var bid = await db.BidsVisibleTo(user.Id).Where(bid => bid.Id == id.Value)
            .Select(BidResponse.FromBid).SingleOrDefaultAsync(ct);
        return bid is null ? CommonProblems.Missing() : http.OkOrNotModified(bid, bid.Version);
    }
}
