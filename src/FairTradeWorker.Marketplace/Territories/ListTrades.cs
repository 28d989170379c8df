using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Territories;

internal static class ListTrades
{
    private const string Scope = "trades";

    public static Results<Ok<Page<Trade>>, Problem> Handle([AsParameters] PageQuery page, Pager pager)
    {
        if (pager.IsInvalid(page, Scope, new QueryErrors(), out string? after, out var invalid))
        {
            return invalid;
        }

        var rest = TradeCatalog.Instance.All
            .Where(trade => after is null || string.CompareOrdinal(trade.Id, after) > 0).Take(page.Size + 1);
        return TypedResults.Ok(pager.Cut([.. rest], page, Scope, trade => trade.Id));
    }
}
