using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>What becomes of a homeowner's jobs when the account is deleted.</summary>
internal sealed class EraseJobs(IEnumerable<JobClosedHook> closedHooks)
{
    private const string ErasedTitle = "Deleted job";
    private const string ErasedDescription = "The homeowner has deleted the account.";
    private static readonly JobStatus[] Obliging = [JobStatus.Awarded, JobStatus.InProgress, JobStatus.WorkSubmitted];

    public static AccountErasureHook Hook(IEnumerable<JobClosedHook> closedHooks) =>
        new(LockAsync, ObligationsAsync, new EraseJobs(closedHooks).EraseAsync);

    private static async Task LockAsync(Erasure erasure, CancellationToken ct) => await erasure.Db.Database.ExecuteSqlAsync(
        $"select from jobs where homeowner_id = {erasure.UserId} and status not in ('completed', 'cancelled', 'expired') order by id for update", ct);

    private static async Task<IReadOnlyList<Obligation>> ObligationsAsync(Erasure erasure, CancellationToken ct)
    {
        var jobs = await erasure.Db.Jobs
            .Where(job => (job.HomeownerId == erasure.UserId || job.AwardedContractorId == erasure.UserId) && Obliging.Contains(job.Status))
            .OrderBy(job => job.Id).Select(job => new { job.Id, job.Status }).ToListAsync(ct);
        return [.. jobs.Select(job => new Obligation($"/v1/jobs/{job.Id}", WireEnum<JobStatus>.ToText(job.Status)))];
    }

    private async Task EraseAsync(Erasure erasure, CancellationToken ct)
    {
        var mine = erasure.Db.Jobs.Where(job => job.HomeownerId == erasure.UserId);
        erasure.Erased("open jobs, cancelled", await CancelOpenAsync(erasure, mine, ct));
        erasure.Erased("drafts", await mine.Where(job => job.PublishedAt == null).ExecuteDeleteAsync(ct));
        erasure.Erased("addresses of jobs", await erasure.Db.JobAddresses
            .Where(address => mine.Any(job => job.Id == address.JobId)).ExecuteDeleteAsync(ct));
        erasure.Erased("texts of jobs without an agreement", await mine
            .Where(job => job.AgreementId == null && job.Title != ErasedTitle)
            .ExecuteUpdateAsync(set => set
                .SetProperty(job => job.Title, ErasedTitle)
                .SetProperty(job => job.Description, ErasedDescription)
                .SetProperty(job => job.StatusReason, (string?)null)
                .SetProperty(job => job.Version, job => job.Version + 1), ct));
        erasure.Kept("jobs with an agreement, without their addresses", await mine.CountAsync(job => job.AgreementId != null, ct),
            "They say what was agreed on.");
    }

    private async Task<int> CancelOpenAsync(Erasure erasure, IQueryable<Job> mine, CancellationToken ct)
    {
        var open = await mine.Where(job => job.Status == JobStatus.Open).Select(job => job.Id).ToListAsync(ct);
        if (open.Count > 0)
        {
            await erasure.Db.Jobs.Where(job => open.Contains(job.Id)).ExecuteUpdateAsync(set => set
                .SetProperty(job => job.Status, JobStatus.Cancelled)
                .SetProperty(job => job.Version, job => job.Version + 1), ct);
            foreach (var job in await erasure.Db.Jobs.Where(job => open.Contains(job.Id)).ToListAsync(ct))
            {
                erasure.Outbox.Add(new JobMoved(job.Id, job.HomeownerId, null, job.Status, job.Version));
                erasure.Changed.Job(job.TerritoryId);
            }

            foreach (var hook in closedHooks)
            {
                await hook.RunAsync(erasure.Db, erasure.Outbox, open, JobStatus.Cancelled, ct);
            }
        }

        return open.Count;
    }
}
