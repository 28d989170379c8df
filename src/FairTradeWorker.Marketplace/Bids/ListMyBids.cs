using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FairTradeWorker.Marketplace.Bids;

internal static class ListMyBids
{
    public static Task<Results<Ok<Page<BidResponse>>, Problem>> HandleAsync(
        [FromQuery(Name = "status")] QueryEnum<BidStatus>? status, [AsParameters] PageQuery page,
        CurrentUser user, Pager pager, MarketplaceDb db, CancellationToken ct)
    {
        var errors = new QueryErrors();
        errors.Check("status", status);
        var mine = db.Bids.Where(bid => bid.ContractorId == user.Id);
        if (status is { Value: var wanted })
        {
            mine = mine.Where(bid => bid.Status == wanted);
        }

        return BidPage.ReadAsync(mine, page, $"my-bids|{user.Id}|{status?.Value}", errors, pager, ct);
    }
}
