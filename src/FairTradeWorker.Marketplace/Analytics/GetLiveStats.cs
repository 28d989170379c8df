using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>What goes on in the marketplace.</summary>
/// <param name="OpenJobs">Jobs that take bids.</param>
/// <param name="JobsToday">Jobs published since midnight UTC.</param>
/// <param name="MedianMinutesToFirstBid">
/// Of the jobs published in the last 30 days that have got a bid; absent when there is none.
/// </param>
public sealed record LiveStatsResponse(
    int OpenJobs, int JobsToday,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MedianMinutesToFirstBid);

internal static class GetLiveStats
{
    private const int MedianDays = 30;

    /// <summary>Counted once in a while for everybody, on all instances together.</summary>
    public static async Task<Results<CachedOk<LiveStatsResponse>, Problem>> HandleAsync(
        AnswerCache cache, ReadRouter router, TimeProvider clock, HttpContext http)
    {
        var answer = await cache.FindAsync(http, new CachePlace(CacheKind.LiveStats, Key: "all", Topic: null),
            (_, ct) => CountAsync(router, clock.GetUtcNow(), ct));
        return answer is null ? CommonProblems.Missing() : answer;
    }

    /// <summary>
    /// Both counts and the median walk partial indexes and no table: cost rises with the open jobs and with the jobs
    /// of 30 days, not with all there ever were.
    /// </summary>
    private static Task<LiveStatsResponse?> CountAsync(ReadRouter router, DateTimeOffset now, CancellationToken ct)
    {
        var midnight = Period.StartOf(DateOnly.FromDateTime(now.UtcDateTime));
        var since = now.AddDays(-MedianDays);
        return router.RunAsync(Reading.Analytics, async (db, token) => (LiveStatsResponse?)(await db.RunAsync<LiveStatsResponse>($"""
            select (select count(*)::int from jobs where status = 'open' and bid_deadline > {now}) as open_jobs,
                (select count(*)::int from jobs where published_at >= {midnight}) as jobs_today,
                (select percentile_cont(0.5) within group (order by extract(epoch from first_bid_at - published_at)::float8 / 60)
                    from jobs where published_at >= {since} and first_bid_at is not null) as median_minutes_to_first_bid
            """, token))[0], ct);
    }
}
