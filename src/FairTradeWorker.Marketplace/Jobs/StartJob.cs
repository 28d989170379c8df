using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class StartJob
{
    public static Task<Results<Ok<JobResponse>, Problem>> HandleAsync(
        PathId id, Body<ActionRequest> body, CurrentUser user, JobMove move, HttpContext http, CancellationToken ct) =>
        move.ApplyAsync(http, id, JobCommand.Start, user, job => job.AwardedContractorId == user.Id, body, alsoSet: null, ct);
}
