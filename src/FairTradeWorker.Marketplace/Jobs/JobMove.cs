using System.Linq.Expressions;
using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>
/// What the commands that move a job have in common: one guarded update decides, and only when it changed nothing is
/// it looked up whether the job is not there for this caller (404), the body is bad (400), or the state is wrong (409).
/// </summary>
internal sealed class JobMove(MarketplaceDb db, OutboxWriter outbox, ChangedTopics changed)
{
    /// <param name="isMine">Whose command it is.</param>
    /// <param name="alsoSet">Further columns that the move sets.</param>
    public async Task<Results<Ok<JobResponse>, Problem>> ApplyAsync(
        HttpContext http, Guid id, JobCommand command, CurrentUser user, Expression<Func<Job, bool>> isMine, Body<ActionRequest> body,
        Action<UpdateSettersBuilder<Job>>? alsoSet, CancellationToken ct)
    {
        var mine = db.Jobs.VisibleTo(user).Where(job => job.Id == id).Where(isMine);
        if (!body.IsValid(out var request, out var invalid))
        {
            return await mine.AnyAsync(ct) ? invalid : CommonProblems.Missing();
        }

        var from = JobLifecycle.From(command);
        var to = JobLifecycle.To(command) ?? throw new ArgumentOutOfRangeException(nameof(command), command, "Moves nothing.");
        var moved = await mine.Where(job => from.Contains(job.Status)).ExecuteUpdateAsync(set =>
        {
            set.SetProperty(job => job.Status, to)
                .SetProperty(job => job.StatusReason, request.Reason)
                .SetProperty(job => job.Version, job => job.Version + 1);
            alsoSet?.Invoke(set);
        }, ct);
        if (moved == 0)
        {
            var status = await mine.Select(job => (JobStatus?)job.Status).SingleOrDefaultAsync(ct);
            return status is null ? CommonProblems.Missing() : JobProblems.NotPossible(status.Value);
        }

        var job = await JobReader.ReadAsync(db, id, user, ct)
            ?? throw new InvalidOperationException("A job that was just moved cannot be read.");
        outbox.Add(new JobMoved(job.Id, job.HomeownerId, job.AwardedContractorId, job.Status, job.Version));
        changed.Job(job.TerritoryId);
        if (job is { Status: JobStatus.Completed, AwardedContractorId: { } contractorId })
        {
            changed.Contractor(contractorId);
        }

        http.SetETag(job.Version);
        return TypedResults.Ok(job);
    }
}
