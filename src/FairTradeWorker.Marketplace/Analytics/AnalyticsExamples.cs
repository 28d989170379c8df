namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>Examples for the API description.</summary>
internal static class AnalyticsExamples
{
    public const string LiveStats = """{ "openJobs": 20480, "jobsToday": 913, "medianMinutesToFirstBid": 37.5 }""";

    public const string TerritoryMetrics = """
        {
          "territoryId": "48453",
          "from": "2026-10-25",
          "to": "2026-11-23",
          "jobsPosted": 212,
          "jobsAwarded": 120,
          "jobsCompleted": 64,
          "bidsPlaced": 1013,
          "medianMinutesToFirstBid": 37.5,
          "averageAwardCents": 48250
        }
        """;

    public const string Platform = """
        {
          "from": "2026-11-23",
          "to": "2026-11-23",
          "days": [
            {
              "date": "2026-11-23",
              "newHomeowners": 812,
              "newContractors": 304,
              "newOperators": 0,
              "jobsPosted": 1502,
              "bidsPlaced": 7493,
              "agreements": 655,
              "grossCents": 31604500,
              "platformFeeCents": 1310000
            }
          ]
        }
        """;
}
