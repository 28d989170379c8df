using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>Pages of bids, newest first.</summary>
internal static class BidPage
{
    public static async Task<Results<Ok<Page<BidResponse>>, Problem>> ReadAsync(
        IQueryable<Bid> bids, PageQuery page, string scope, QueryErrors errors, Pager pager, CancellationToken ct)
    {
        if (pager.IsInvalid(page, scope, errors, out Position? after, out var invalid))
        {
            return invalid;
        }

        if (after is { Time: var time, Id: var id })
        {
            bids = bids.Where(bid => EF.Functions.LessThan(ValueTuple.Create(bid.SubmittedAt, bid.Id), ValueTuple.Create(time, id)));
        }

        var rows = await bids.OrderByDescending(bid => bid.SubmittedAt).ThenByDescending(bid => bid.Id)
            .Take(page.Size + 1).Select(BidResponse.FromBid).ToListAsync(ct);
        return TypedResults.Ok(pager.Cut(rows, page, scope, bid => new Position(bid.SubmittedAt, bid.Id)));
    }
}
