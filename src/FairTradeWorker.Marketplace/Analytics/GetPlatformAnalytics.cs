using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>The platform's numbers by day.</summary>
/// <param name="Days">One for each day from the first to the last.</param>
public sealed record PlatformAnalyticsResponse(DateOnly From, DateOnly To, IReadOnlyList<PlatformDay> Days);

/// <summary>What came in on one day, UTC.</summary>
/// <param name="NewHomeowners">Registrations; accounts that were deleted since are counted too.</param>
/// <param name="Agreements">Accepted bids.</param>
/// <param name="GrossCents">Sum of the agreed amounts, without fees.</param>
/// <param name="PlatformFeeCents">Sum of the platform fees of these agreements.</param>
public sealed record PlatformDay(
    DateOnly Date, int NewHomeowners, int NewContractors, int NewOperators, int JobsPosted, int BidsPlaced,
    int Agreements, long GrossCents, long PlatformFeeCents);

internal static class GetPlatformAnalytics
{
    /// <summary>Counted once in a while for all operators, on all instances together: it reads every row of the period.</summary>
    public static async Task<Results<CachedOk<PlatformAnalyticsResponse>, Problem>> HandleAsync(
        [AsParameters] PeriodQuery query, AnswerCache cache, ReadRouter router, TimeProvider clock, HttpContext http)
    {
        if (!query.IsValid(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), out var period, out var invalid))
        {
            return invalid;
        }

        var place = new CachePlace(CacheKind.PlatformAnalytics, $"{period.From:O}|{period.To:O}", Topic: null, IsShared: false);
        var answer = await cache.FindAsync(http, place,
            (_, ct) => router.RunAsync(Reading.Analytics, async (db, token) => (PlatformAnalyticsResponse?)await CountAsync(db, period, token), ct));
        return answer is null ? CommonProblems.Missing() : answer;
    }

    private static async Task<PlatformAnalyticsResponse> CountAsync(MarketplaceDb db, Period period, CancellationToken ct)
    {
        var (start, end) = (period.Start, period.End);
        var days = await db.RunAsync<PlatformDay>($"""
            with registered as (
                select (created_at at time zone 'UTC')::date as day, (count(*) filter (where role = 'homeowner'))::int as homeowners,
                    (count(*) filter (where role = 'contractor'))::int as contractors, (count(*) filter (where role = 'operator'))::int as operators
                from users where created_at >= {start} and created_at < {end} group by 1),
            posted as (
                select (published_at at time zone 'UTC')::date as day, count(*)::int as jobs
                from jobs where published_at >= {start} and published_at < {end} group by 1),
            placed as (
                select (submitted_at at time zone 'UTC')::date as day, count(*)::int as bids
                from bids where submitted_at >= {start} and submitted_at < {end} group by 1),
            agreed as (
                select (accepted_at at time zone 'UTC')::date as day, count(*)::int as agreements, sum(amount_cents)::bigint as gross,
                    sum(platform_fee_cents)::bigint as fees
                from agreements where accepted_at >= {start} and accepted_at < {end} group by 1)
            select day as date, coalesce(homeowners, 0) as new_homeowners, coalesce(contractors, 0) as new_contractors,
                coalesce(operators, 0) as new_operators, coalesce(jobs, 0) as jobs_posted, coalesce(bids, 0) as bids_placed,
                coalesce(agreements, 0) as agreements, coalesce(gross, 0) as gross_cents, coalesce(fees, 0) as platform_fee_cents
            from (select {period.From} + number as day from generate_series(0, {period.Days - 1}) as number) as calendar
            left join registered using (day) left join posted using (day) left join placed using (day) left join agreed using (day)
            order by day
            """, ct);
        return new(period.From, period.To, days);
    }
}
