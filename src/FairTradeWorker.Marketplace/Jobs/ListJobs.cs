using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Jobs;

internal static class ListJobs
{
    /// <summary>
    /// Open jobs, by keyset over a partial index, projected in the database; no count, no offset, and a bound on what
    /// any filter or search may cost.
    /// </summary>
    public static async Task<Results<Ok<Page<JobResponse>>, Problem>> HandleAsync(
        [AsParameters] JobFilter filter, [AsParameters] PageQuery page, Pager pager, MarketplaceDb db, SearchJobs search,
        TimeProvider clock, CancellationToken ct)
    {
        var errors = filter.Check();
        var scope = filter.Scope;
        if (pager.IsInvalid(page, scope, errors, out Position? after, out var invalid))
        {
            return invalid;
        }

        var list = new JobList(filter, after, page.Size + 1, clock.Now());
        var found = filter.Q is { Value: var q }
            ? await search.RunAsync(list, q, ct)
            : await list.WalkAsync(db.Jobs, filter.Narrow, words: 0, ct);
        return TypedResults.Ok(pager.Cut(found, page, scope, list.PositionOf));
    }
}
