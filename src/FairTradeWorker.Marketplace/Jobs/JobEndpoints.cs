using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.RateLimiting;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var everybody = routes.MapGroup("/v1/jobs").WithTags("Jobs").AllowAnonymous();
        everybody.MapGet("/", ListJobs.HandleAsync).WithName("listJobs")
            .Describe("List open jobs", "Newest first, or by deadline; filters and full-text search can be combined. With a filter or a search a page may have fewer items than `limit`, or none, although more follow: only the last page has no `nextCursor`.",
                JobExamples.Page, [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
        everybody.MapGet("/{id}", GetJob.HandleAsync).WithName("getJob").Reads(Reading.Current)
            .Describe("Read a job", "The owner and the awarded contractor also see the address and the award.",
                JobExamples.Job, [CommonProblems.NotFound]);

        var homeowner = routes.MapGroup("/v1/jobs").WithTags("Jobs").RequireAuthorization(Policies.Homeowner);
        homeowner.MapPost("/", PostJob.HandleAsync).WithName("postJob").WithHourlyLimit(HourlyLimit.Jobs).InIdempotentTransaction()
            .Describe("Post a job", "Published at once, or kept as a draft.", JobExamples.Job, [CommonProblems.ValidationError])
            .WithRequestBody<PostJobRequest>(JobExamples.PostJob);
        homeowner.MapPatch("/{id}", EditJob.HandleAsync).WithName("editJob").InTransaction()
            .Describe("Change a job", "While it is a draft or open. JSON merge patch; needs If-Match.", JobExamples.Job,
                [CommonProblems.ValidationError, CommonProblems.NotFound, JobProblems.InvalidTransition, JobProblems.TooFewBidPlaces])
            .WithMergePatch<JobContent>(JobExamples.EditJob);
        homeowner.MapPost("/{id}/publish", PublishJob.HandleAsync).WithName("publishJob").AsMove("Publish a draft");
        homeowner.MapPost("/{id}/cancel", CancelJob.HandleAsync).WithName("cancelJob")
            .AsMove("Cancel a job that has not been started; its open bids are not selected");
        homeowner.MapPost("/{id}/approve", ApproveWork.HandleAsync).WithName("approveWork").AsMove("Approve submitted work");
        homeowner.MapPost("/{id}/request-changes", RequestChanges.HandleAsync).WithName("requestChanges")
            .AsMove("Send submitted work back to the contractor");

        var contractor = routes.MapGroup("/v1/jobs").WithTags("Jobs").RequireAuthorization(Policies.Contractor);
        contractor.MapPost("/{id}/start", StartJob.HandleAsync).WithName("startJob").AsMove("Start the work on an awarded job");
        contractor.MapPost("/{id}/submit-work", SubmitWork.HandleAsync).WithName("submitWork").AsMove("Say that the work is done");

        routes.MapGet("/v1/me/jobs", ListMyJobs.HandleAsync).WithName("listMyJobs").Reads(Reading.Current).WithTags("Jobs")
            .RequireAuthorization(Policies.HomeownerOrContractor)
            .Describe("List my jobs", "A homeowner's own jobs, or the jobs that a contractor was awarded; newest first.",
                JobExamples.Page, [CommonProblems.InvalidCursor, CommonProblems.ValidationError]);
    }

    private static void AsMove(this RouteHandlerBuilder builder, string summary) => builder
        .InIdempotentTransaction()
        .Describe(summary, "Takes `{}` or no body; an optional `reason` is for the people involved.", JobExamples.Job,
            [CommonProblems.ValidationError, CommonProblems.NotFound, JobProblems.InvalidTransition])
        .WithActionBody();
}
