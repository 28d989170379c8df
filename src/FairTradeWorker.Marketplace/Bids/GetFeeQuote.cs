using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

internal static class GetFeeQuote
{
    // A quote is never changed, so its version is always the first.
    private const int Version = 1;

    public static async Task<Results<Ok<FeeQuoteResponse>, StatusCodeHttpResult, Problem>> HandleAsync(
        PathId id, CurrentUser user, MarketplaceDb db, HttpContext http, CancellationToken ct)
    {
        var quote = await db.FeeQuotes.SingleOrDefaultAsync(quote => quote.Id == id.Value && quote.UserId == user.Id, ct);
        return quote is null ? CommonProblems.Missing() : http.OkOrNotModified(FeeQuoteResponse.From(quote), Version);
    }
}
