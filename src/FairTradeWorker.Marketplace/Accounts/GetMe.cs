using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Accounts;

internal static class GetMe
{
    public static async Task<Results<Ok<UserResponse>, StatusCodeHttpResult, Problem>> GetAccount(
        CurrentUser user, MarketplaceDb db, HttpContext http, CancellationToken ct)
    {
        var me = await db.Users.Where(account => account.Id == user.Id && account.ErasedAt == null).Select(UserResponse.FromUser).SingleOrDefaultAsync(ct);
        return me is null ? CommonProblems.Missing() : http.OkOrNotModified(me, me.Version);
    }
}
