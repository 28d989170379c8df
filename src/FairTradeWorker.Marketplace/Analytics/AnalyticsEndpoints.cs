using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Analytics;

internal static class AnalyticsEndpoints
{
    public static void MapAnalytics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/stats/live", GetLiveStats.HandleAsync).WithName("getLiveStats").WithTags("Analytics").AllowAnonymous()
            .Describe("Read live numbers", "Counted, not estimated; up to 30 seconds old. Days are UTC.", AnalyticsExamples.LiveStats, [])
            .WithoutVersion();
        routes.MapGet("/v1/territories/{id}/metrics", GetTerritoryMetrics.HandleAsync).WithName("getTerritoryMetrics").WithTags("Analytics")
            .AllowAnonymous()
            .Describe("Read the numbers of a territory",
                "Of the jobs posted from the first to the last day (UTC), at most 366 days; the last 30 without dates. The average is of " +
                "what was agreed on these days, in whole groups of five, so that no single amount can be found out.",
                AnalyticsExamples.TerritoryMetrics, [CommonProblems.NotFound, CommonProblems.ValidationError])
            .WithoutVersion();
        routes.MapGet("/v1/analytics/platform", GetPlatformAnalytics.HandleAsync).WithName("getPlatformAnalytics").WithTags("Analytics")
            .RequireAuthorization(Policies.Operator)
            .Describe("Read the platform's numbers by day", "One item per day (UTC) from the first to the last, at most 366; the last 30 without dates. Up to 30 seconds old.",
                AnalyticsExamples.Platform, [CommonProblems.ValidationError])
            .WithoutVersion();
    }
}
