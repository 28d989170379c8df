using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class PublishJob
{
    /// <summary>
    /// Opens a draft. A draft that lay too long has a deadline in the past or too near; it then gets the default one,
    /// because nobody can bid on a job that is over.
    /// </summary>
    public static Task<Results<Ok<JobResponse>, Problem>> HandleAsync(
        PathId id, Body<ActionRequest> body, CurrentUser user, JobMove move, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var now = clock.Now();
        var earliest = now + JobRules.MinBiddingTime;
        var standard = now + JobRules.DefaultBiddingTime;
        return move.ApplyAsync(http, id, JobCommand.Publish, user, job => job.HomeownerId == user.Id, body, set => set
            .SetProperty(job => job.PublishedAt, now)
            .SetProperty(job => job.BidDeadline, job => job.BidDeadline < earliest ? standard : job.BidDeadline), ct);
    }
}
