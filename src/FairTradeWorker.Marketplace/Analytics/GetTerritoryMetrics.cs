using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Territories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>The numbers of a territory: of the jobs posted in the period, and what became of them until now.</summary>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, included.</param>
/// <param name="JobsAwarded">Of these jobs: those whose owner accepted a bid.</param>
/// <param name="JobsCompleted">Of these jobs: those whose owner approved the work.</param>
/// <param name="BidsPlaced">On these jobs, withdrawn ones too.</param>
/// <param name="MedianMinutesToFirstBid">Of these jobs that have got a bid; absent when none has.</param>
/// <param name="AverageAwardCents">
/// Of the agreements made in the period, as far as they fill groups of five; absent when they fill none. See <see cref="BlindAverage"/>.
/// </param>
public sealed record TerritoryMetricsResponse(
    string TerritoryId, DateOnly From, DateOnly To, int JobsPosted, int JobsAwarded, int JobsCompleted, int BidsPlaced,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MedianMinutesToFirstBid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? AverageAwardCents);

internal static class GetTerritoryMetrics
{
    public static async Task<Results<CachedOk<TerritoryMetricsResponse>, Problem>> HandleAsync(
        string id, [AsParameters] PeriodQuery query, AnswerCache cache, ReadRouter router, TimeProvider clock, HttpContext http)
    {
        if (!TerritoryCatalog.Instance.Contains(id))
        {
            return CommonProblems.Missing();
        }

        if (!query.IsValid(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), out var period, out var invalid))
        {
            return invalid;
        }

        var place = new CachePlace(CacheKind.TerritoryMetrics, $"{id}|{period.From:O}|{period.To:O}", CacheTopics.JobsOf(id));
        var answer = await cache.FindAsync(http, place,
            (mustBeCurrent, ct) => router.RunAsync(Reading.Analytics,
                async (db, token) => (TerritoryMetricsResponse?)await CountAsync(db, id, period, token), ct, mustBeCurrent));
        return answer is null ? CommonProblems.Missing() : answer;
    }

    private static async Task<TerritoryMetricsResponse> CountAsync(MarketplaceDb db, string id, Period period, CancellationToken ct)
    {
        // As the column's type: compared with a text, the column would be made one, and no index knows that.
        var jobs = (await db.RunAsync<JobNumbers>($"""
            select count(*)::int as jobs_posted, count(agreement_id)::int as jobs_awarded,
                (count(*) filter (where status = 'completed'))::int as jobs_completed,
                coalesce(sum((select count(*) from bids where bids.job_id = jobs.id)), 0)::int as bids_placed,
                percentile_cont(0.5) within group (order by extract(epoch from first_bid_at - published_at)::float8 / 60) as median_minutes
            from jobs where territory_id = {id}::bpchar and published_at >= {period.Start} and published_at < {period.End}
            """, ct))[0];
        var average = await BlindAverage.OfAwardsAsync(db, id, period, ct);
        return new(id, period.From, period.To,
            jobs.JobsPosted, jobs.JobsAwarded, jobs.JobsCompleted, jobs.BidsPlaced, jobs.MedianMinutes, average);
    }

    private sealed record JobNumbers(int JobsPosted, int JobsAwarded, int JobsCompleted, int BidsPlaced, double? MedianMinutes);
}
