using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class GetJob
{
    public static async Task<Results<Ok<JobResponse>, StatusCodeHttpResult, Problem>> HandleAsync(
        PathId id, CurrentUser? user, MarketplaceDb db, HttpContext http, CancellationToken ct)
    {
        var job = await JobReader.ReadAsync(db, id, user, ct);
        return job is null ? CommonProblems.Missing() : http.OkOrNotModified(job, job.Version);
    }
}
