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
        [AsParameters] ContractorFilter filter, [AsParameters] PageQuery page, Pager pager, MarketplaceDb db, CancellationToken ct)
    {
        var errors = filter.Check();
        var scope = filter.Scope;
        if (pager.IsInvalid(page, scope, errors, out Position? after, out var invalid))
        {
            return invalid;
        }

        var found = filter.Apply(db.ContractorProfiles);
        if (after is { Time: var time, Id: var id })
        {
            found = found.Where(profile => EF.Functions.LessThan(ValueTuple.Create(profile.CreatedAt, profile.UserId), ValueTuple.Create(time, id)));
        }

        var cut = found.OrderByDescending(profile => profile.CreatedAt).ThenByDescending(profile => profile.UserId).Take(page.Size + 1);
        var rows = await cut.WithRecord(db).ToListAsync(ct);
        var (items, next) = pager.Cut(rows, page, scope, row => new Position(row.CreatedAt, row.UserId));
        return TypedResults.Ok(new Page<ContractorResponse>([.. items.Select(row => row.ToResponse())], next));
    }
}
