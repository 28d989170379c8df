using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Accounts;

internal static class GetMe
{
    public static async Task<Results<CachedOk<UserResponse>, Problem>> GetAccount(
        CurrentUser user, AnswerCache cache, ReadRouter router, HttpContext http)
    {
        var place = new CachePlace(CacheKind.UserProfile, user.Id.ToString("N"), CacheTopics.User(user.Id), IsShared: false);
        var answer = await cache.FindAsync(http, place,
            (mustBeCurrent, ct) => ReadAsync(router, user.Id, mustBeCurrent, ct), account => account.Version);
        return answer is null ? CommonProblems.Missing() : answer;
    }

    private static Task<UserResponse?> ReadAsync(ReadRouter router, Guid userId, bool mustBeCurrent, CancellationToken ct) =>
        router.RunAsync(Reading.Current, (db, token) => db.Users.Where(account => account.Id == userId && account.ErasedAt == null)
            .Select(UserResponse.FromUser).SingleOrDefaultAsync(token), ct, mustBeCurrent);
}
