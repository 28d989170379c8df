using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class CancelJob
{
    public static async Task<Results<Ok<JobResponse>, Problem>> HandleAsync(
        PathId id, Body<ActionRequest> body, CurrentUser user, JobMove move, MarketplaceDb db, OutboxWriter outbox,
        IEnumerable<JobClosedHook> hooks, HttpContext http, CancellationToken ct)
    {
        var result = await move.ApplyAsync(
            http, id, JobCommand.Cancel, user, job => job.HomeownerId == user.Id, body, alsoSet: null, ct);
        if (result.Result is Ok<JobResponse>)
        {
            foreach (var hook in hooks)
            {
                await hook.RunAsync(db, outbox, [id], JobStatus.Cancelled, ct);
            }
        }

        return result;
    }
}
