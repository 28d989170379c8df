using FairTradeWorker.Marketplace.Platform.Data;
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
    /// page is cut before completed jobs are counted, so a page costs at most its size in counts.
    /// </summary>
    public static async Task<Results<Ok<Page<ContractorResponse>>, Problem>> HandleAsync(
        [AsParameters] ContractorFilter filter, [AsParameters] PageQuery page, Pager pager, MarketplaceDb db, SearchContractors search,
        CancellationToken ct)
    {
        var errors = filter.Check();
        var scope = filter.Scope;
        if (pager.IsInvalid(page, scope, errors, out Position? after, out var invalid))
        {
            return invalid;
        }

        var wanted = page.Size + 1;
        var found = filter.IsEmpty
            ? BoundedPage<ContractorRow>.Whole(
                await SearchContractors.Sort(SearchContractors.Behind(db.ContractorProfiles, after)).Take(wanted).WithRecord(db).ToListAsync(ct))
            : await search.RunAsync(filter, after, wanted, ct);
        var (items, next) = pager.Cut(found, page, scope, SearchContractors.PositionOf);
        return TypedResults.Ok(new Page<ContractorResponse>([.. items.Select(row => row.ToResponse())], next));
    }
}
