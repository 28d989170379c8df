using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class EditJob
{
    public static async Task<Results<Ok<JobResponse>, Problem>> HandleAsync(
        PathId id, PatchBody<JobContent> patch, CurrentUser user, MarketplaceDb db, ChangedTopics topics, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        // FOR UPDATE: a bid that arrives meanwhile waits, so the version judged here is the one that is changed.
        var jobId = id.Value;
        var job = await db.Jobs.FromSql($"select * from jobs where id = {jobId} and homeowner_id = {user.Id} for update")
            .SingleOrDefaultAsync(ct);
        if (job is null)
        {
            return CommonProblems.Missing();
        }

        var address = await JobReader.AddressAsync(db, id, ct);
        var current = ContentOf(job, address);
        var (content, invalid) = await patch.ApplyAsync(current, ct);
        if (content is null || invalid is not null)
        {
            return invalid ?? CommonProblems.Missing();
        }

        var now = clock.Now();
        var deadline = content.BidDeadline ?? now + JobRules.DefaultBiddingTime;
        if (deadline != job.BidDeadline && !JobRules.IsAcceptableDeadline(deadline, now))
        {
            return CommonProblems.Invalid("bidDeadline", "Must be one hour to 90 days ahead.");
        }

        if (http.JudgeIfMatch(job.Version) is { } stale)
        {
            return stale;
        }

        if (!JobLifecycle.From(JobCommand.Edit).Contains(job.Status))
        {
            return JobProblems.NotPossible(job.Status);
        }

        if ((content.MaxBids ?? JobRules.DefaultMaxBids) < job.BidCount)
        {
            return new Problem(JobProblems.TooFewBidPlaces, $"There are {job.BidCount} bids.");
        }

        if (!Same(content, current))
        {
            await UpdateAsync(db, id, content, deadline, ct);
            topics.Job(job.TerritoryId);
            topics.Job(content.TerritoryId);
        }

        var changed = await JobReader.ReadAsync(db, id, user, ct)
            ?? throw new InvalidOperationException("A job that was just edited cannot be read.");
        http.SetETag(changed.Version);
        return TypedResults.Ok(changed);
    }

    private static bool Same(JobContent a, JobContent b) =>
        a with { Trades = [] } == b with { Trades = a.Trades.SequenceEqual(b.Trades) ? [] : b.Trades };

    private static async Task UpdateAsync(
        MarketplaceDb db, Guid id, JobContent content, DateTimeOffset deadline, CancellationToken ct)
    {
        await db.Jobs.Where(job => job.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(job => job.Title, content.Title.Trim())
            .SetProperty(job => job.Description, content.Description.Trim())
            .SetProperty(job => job.TerritoryId, content.TerritoryId)
            .SetProperty(job => job.Trades, content.Trades.ToArray())
            .SetProperty(job => job.BudgetMinCents, content.BudgetMinCents)
            .SetProperty(job => job.BudgetMaxCents, content.BudgetMaxCents)
            .SetProperty(job => job.Size, JobRules.SizeOf(content.BudgetMaxCents))
            .SetProperty(job => job.Urgency, content.Urgency ?? JobUrgency.Normal)
            .SetProperty(job => job.MaxBids, content.MaxBids ?? JobRules.DefaultMaxBids)
            .SetProperty(job => job.BidDeadline, deadline)
            .SetProperty(job => job.PreferredStart, content.PreferredStart)
            .SetProperty(job => job.Version, job => job.Version + 1), ct);
        await db.JobAddresses.Where(address => address.JobId == id).ExecuteDeleteAsync(ct);
        if (content.Address is not null)
        {
            db.JobAddresses.Add(content.Address.For(id));
            await db.SaveChangesAsync(ct);
        }
    }

    private static JobContent ContentOf(Job job, AddressContent? address) => new()
    {
        Title = job.Title,
        Description = job.Description,
        TerritoryId = job.TerritoryId,
        Trades = job.Trades,
        BudgetMinCents = job.BudgetMinCents,
        BudgetMaxCents = job.BudgetMaxCents,
        Urgency = job.Urgency,
        MaxBids = job.MaxBids,
        BidDeadline = job.BidDeadline,
        PreferredStart = job.PreferredStart,
        Address = address,
    };
}
