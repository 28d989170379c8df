using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>A new job.</summary>
[ValidatableType]
public sealed record PostJobRequest : JobContent
{
    /// <summary>True keeps it a draft that only the owner sees until it is published.</summary>
    public bool Draft { get; init; }
}

internal static class PostJob
{
    public static async Task<Results<Created<JobResponse>, Problem>> HandleAsync(
        Body<PostJobRequest> body, CurrentUser user, MarketplaceDb db, OutboxWriter outbox, ChangedTopics changed, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var now = clock.Now();
        if (request.BidDeadline is { } deadline && !JobRules.IsAcceptableDeadline(deadline, now))
        {
            return CommonProblems.Invalid("bidDeadline", "Must be one hour to 90 days ahead.");
        }

        var job = Create(request, user.Id, clock.NewId(), now);
        db.Jobs.Add(job);
        if (request.Address is not null)
        {
            db.JobAddresses.Add(request.Address.For(job.Id));
        }

        outbox.Add(new JobMoved(job.Id, job.HomeownerId, null, job.Status, job.Version));
        changed.Job(job.TerritoryId);
        await db.SaveChangesAsync(ct);
        http.SetETag(job.Version);
        return TypedResults.Created($"/v1/jobs/{job.Id}", JobResponse.ForParty(job, request.Address));
    }

    internal static Job Create(PostJobRequest request, Guid homeownerId, Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        HomeownerId = homeownerId,
        Title = request.Title.Trim(),
        Description = request.Description.Trim(),
        TerritoryId = request.TerritoryId,
        Trades = [.. request.Trades],
        BudgetMinCents = request.BudgetMinCents,
        BudgetMaxCents = request.BudgetMaxCents,
        Size = JobRules.SizeOf(request.BudgetMaxCents),
        Urgency = request.Urgency ?? JobUrgency.Normal,
        Status = request.Draft ? JobStatus.Draft : JobStatus.Open,
        MaxBids = request.MaxBids ?? JobRules.DefaultMaxBids,
        BidDeadline = request.BidDeadline ?? now + JobRules.DefaultBiddingTime,
        PreferredStart = request.PreferredStart,
        CreatedAt = now,
        PublishedAt = request.Draft ? null : now,
    };
}
