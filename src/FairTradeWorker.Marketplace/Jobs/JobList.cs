using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>A page of open jobs that somebody asks for, and the two ways to read it.</summary>
/// <param name="After">Where the page starts; null on the first one.</param>
/// <param name="Take">One row more than the page has.</param>
internal sealed record JobList(JobFilter Filter, Position? After, int Take, DateTimeOffset Now)
{
    private bool IsByDeadline => Filter.Sort?.Value == JobSort.Deadline;

    /// <summary>Where a job stands in this list.</summary>
    public Position PositionOf(JobResponse job) =>
        new(IsByDeadline ? job.BidDeadline : job.PublishedAt ?? DateTimeOffset.MinValue, job.Id);

    /// <summary>
    /// Walks an index in the order of the list and stops when the page is full, or when so many jobs were looked at as
    /// one page may cost. A list whose order an index has, with no more filters than its own, always fills the page.
    /// </summary>
    /// <param name="words">How many words each job is searched for.</param>
    public async Task<BoundedPage<JobResponse>> WalkAsync(
        IQueryable<Job> jobs, Func<IQueryable<Job>, IQueryable<Job>> filter, int words, CancellationToken ct)
    {
        var inOrder = Sort(Open(jobs));
        if (Filter.IsAnsweredByIndex)
        {
            return BoundedPage<JobResponse>.Whole(await inOrder.Take(Take).Select(JobResponse.Public).ToListAsync(ct));
        }

        // Jobs lie in the order in which they were posted.
        var areNeighbours = Filter.TerritoryId is null && !IsByDeadline;
        return await new BoundedWalk<Job>(inOrder, Places(jobs), !IsByDeadline).ReadAsync(
            SearchLimits.For(areNeighbours ? SearchLimits.Neighbours : SearchLimits.Scattered, words),
            seen => Sort(filter(seen)).Take(Take).Select(JobResponse.Public), Take, PositionOf, ct);
    }

    /// <summary>
    /// Gathers all that is found and sorts it, which is for few. The sum keeps the planner from walking in the order of
    /// the list instead, in the hope of soon meeting enough.
    /// </summary>
    public async Task<BoundedPage<JobResponse>> GatherAsync(
        IQueryable<Job> jobs, Func<IQueryable<Job>, IQueryable<Job>> filter, CancellationToken ct)
    {
        var found = filter(Open(jobs));
        var sorted = IsByDeadline
            ? found.OrderBy(job => job.BidDeadline + TimeSpan.Zero).ThenBy(job => job.Id)
            : found.OrderByDescending(job => job.PublishedAt + TimeSpan.Zero).ThenByDescending(job => job.Id);
        return BoundedPage<JobResponse>.Whole(await sorted.Take(Take).Select(JobResponse.Public).ToListAsync(ct));
    }

    private IQueryable<Job> Open(IQueryable<Job> jobs) => Behind(Filter.Locate(jobs.Where(job => job.Status == JobStatus.Open && job.BidDeadline > Now)));

    /// <summary>
    /// From the index alone. That of the newest does not know deadlines, so jobs count that have run out and that the
    /// Worker has not expired yet: the place is then nearer than what was looked at, and nothing is left out.
    /// </summary>
    private IQueryable<Position> Places(IQueryable<Job> jobs) => IsByDeadline
        ? Sort(Open(jobs)).Select(job => new Position(job.BidDeadline, job.Id))
        : Sort(Behind(Filter.Locate(jobs.Where(job => job.Status == JobStatus.Open))))
            .Select(job => new Position(job.PublishedAt ?? DateTimeOffset.UnixEpoch, job.Id));

    private IQueryable<Job> Behind(IQueryable<Job> jobs)
    {
        if (After is not { Time: var time, Id: var id })
        {
            return jobs;
        }

        return IsByDeadline
            ? jobs.Where(job => EF.Functions.GreaterThan(ValueTuple.Create(job.BidDeadline, job.Id), ValueTuple.Create(time, id)))
            : jobs.Where(job => EF.Functions.LessThan(ValueTuple.Create(job.PublishedAt, job.Id), ValueTuple.Create((DateTimeOffset?)time, id)));
    }

    private IQueryable<Job> Sort(IQueryable<Job> jobs) => IsByDeadline
        ? jobs.OrderBy(job => job.BidDeadline).ThenBy(job => job.Id)
        : jobs.OrderByDescending(job => job.PublishedAt).ThenByDescending(job => job.Id);
}
