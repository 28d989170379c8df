using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Contractors;

internal static class GetContractor
{
    public static async Task<Results<CachedOk<ContractorResponse>, Problem>> HandleAsync(
        PathId id, AnswerCache cache, ReadRouter router, HttpContext http)
    {
        var userId = id.Value;
        var place = new CachePlace(CacheKind.ContractorStats, userId.ToString("N"), CacheTopics.Contractor(userId));
        var answer = await cache.FindAsync(http, place,
            (mustBeCurrent, ct) => ReadAsync(router, userId, mustBeCurrent, ct), contractor => contractor.Version);
        return answer is null ? CommonProblems.Missing() : answer;
    }

    private static Task<ContractorResponse?> ReadAsync(ReadRouter router, Guid userId, bool mustBeCurrent, CancellationToken ct) =>
        router.RunAsync(Reading.Browsing, async (db, token) =>
        {
            var found = await db.ContractorProfiles.Where(profile => profile.UserId == userId).WithRecord(db).SingleOrDefaultAsync(token);
            return found?.ToResponse();
        }, ct, mustBeCurrent);
}
