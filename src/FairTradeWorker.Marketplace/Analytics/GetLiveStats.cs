using System.Text.Json.Serialization;
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
    public static async Task<Ok<LiveStatsResponse>> HandleAsync(LiveStats stats, CancellationToken ct) =>
        TypedResults.Ok(await stats.GetAsync(ct));
}
