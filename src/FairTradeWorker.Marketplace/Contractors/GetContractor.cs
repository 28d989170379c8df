using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Contractors;

internal static class GetContractor
{
    public static async Task<Results<Ok<ContractorResponse>, StatusCodeHttpResult, Problem>> HandleAsync(
        PathId id, MarketplaceDb db, HttpContext http, CancellationToken ct)
    {
        var found = await db.ContractorProfiles.Where(profile => profile.UserId == id.Value).WithRecord(db).SingleOrDefaultAsync(ct);
        return found?.ToResponse() is { } contractor ? http.OkOrNotModified(contractor, contractor.Version) : CommonProblems.Missing();
    }
}
