using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class ListJobs
{
    /// <summary>
    /// Open jobs, by keyset over a partial index, projected in the database; no count, no offset, and a bound on what
    /// any filter or search may cost. First pages are what nearly everybody reads, so they are kept for a while.
    /// </summary>
    public static async Task<Results<CachedOk<Page<JobResponse>>, Problem>> HandleAsync(
        [AsParameters] JobFilter filter, [AsParameters] PageQuery page, Pager pager, ReadRouter router, SearchJobs search,
        AnswerCache cache, TimeProvider clock, HttpContext http)
    {
        var errors = filter.Check();
        var scope = filter.Scope;
        if (pager.IsInvalid(page, scope, errors, out Position? after, out var invalid))
        {
            return invalid;
        }

        var place = new CachePlace(KindOf(filter), $"{page.Size}|{scope}",
            filter.TerritoryId is { Value: var territory } ? CacheTopics.JobsOf(territory) : CacheTopics.Jobs);
        var answer = page.Cursor is null ? await cache.FindAsync(http, place, ReadAsync) : await cache.PassAsync(http, place, ReadAsync);
        return answer is null ? CommonProblems.Missing() : answer;

        async Task<Page<JobResponse>?> ReadAsync(bool mustBeCurrent, CancellationToken ct)
        {
            var list = new JobList(filter, after, page.Size + 1, clock.Now());
            var found = filter.Q is { Value: var q }
                ? await search.RunAsync(list, q, mustBeCurrent, ct)
                : await router.RunAsync(Reading.Browsing, (db, token) => list.WalkAsync(db.Jobs, filter.Narrow, words: 0, token), ct, mustBeCurrent);
            return pager.Cut(found, page, scope, list.PositionOf);
        }
    }

    private static CacheKind KindOf(JobFilter filter) => filter switch
    {
        { Q: not null } => CacheKind.SearchResults,
        { IsEmpty: true } => CacheKind.FreshJobs,
        _ => CacheKind.JobListings,
    };
}
