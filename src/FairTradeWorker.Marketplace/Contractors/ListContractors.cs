using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Contractors;

internal static class ListContractors
{
    /// <summary>
    /// Newest profile first, as all lists are: a list by name would always begin with the same few companies. The
    /// page is cut before completed jobs are counted, so a page costs at most its size in counts. First pages are kept
    /// for a while.
    /// </summary>
    public static async Task<Results<CachedOk<Page<ContractorResponse>>, Problem>> HandleAsync(
        [AsParameters] ContractorFilter filter, [AsParameters] PageQuery page, Pager pager, ReadRouter router, SearchContractors search,
        AnswerCache cache, HttpContext http)
    {
        var errors = filter.Check();
        var scope = filter.Scope;
        if (pager.IsInvalid(page, scope, errors, out Position? after, out var invalid))
        {
            return invalid;
        }

        var place = new CachePlace(CacheKind.SearchResults, $"{page.Size}|{scope}", CacheTopics.Contractors);
        var answer = page.Cursor is null ? await cache.FindAsync(http, place, ReadAsync) : await cache.PassAsync(http, place, ReadAsync);
        return answer is null ? CommonProblems.Missing() : answer;

        async Task<Page<ContractorResponse>?> ReadAsync(bool mustBeCurrent, CancellationToken ct)
        {
            var wanted = page.Size + 1;
            var found = filter.IsEmpty
                ? await router.RunAsync(Reading.Browsing, async (db, token) => BoundedPage<ContractorRow>.Whole(
                    await SearchContractors.Sort(SearchContractors.Behind(db.ContractorProfiles, after)).Take(wanted).WithRecord(db).ToListAsync(token)),
                    ct, mustBeCurrent)
                : await search.RunAsync(filter, after, wanted, mustBeCurrent, ct);
            var (items, next) = pager.Cut(found, page, scope, SearchContractors.PositionOf);
            return new([.. items.Select(row => row.ToResponse())], next);
        }
    }
}
