using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

internal static class GetAgreement
{
    // An agreement is never changed, so its version is always the first.
    private const int Version = 1;

    public static async Task<Results<Ok<AgreementResponse>, StatusCodeHttpResult, Problem>> HandleAsync(
        PathId id, CurrentUser user, MarketplaceDb db, HttpContext http, CancellationToken ct)
    {
        var agreement = await db.Agreements.SingleOrDefaultAsync(
            agreement => agreement.Id == id.Value && (agreement.HomeownerId == user.Id || agreement.ContractorId == user.Id), ct);
        return agreement is null ? CommonProblems.Missing() : http.OkOrNotModified(AgreementResponse.From(agreement), Version);
    }
}
