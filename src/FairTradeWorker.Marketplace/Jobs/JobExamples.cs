namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>Examples for the API description; a test sends each request example and compares the answers' members.</summary>
internal static class JobExamples
{
    public const string PostJob = """
        {
          "title": "Replace the kitchen faucet",
          "description": "The old faucet drips and the shut-off valve below it is stuck. Parts are bought.",
          "territoryId": "48453",
          "trades": ["plumbing"],
          "budgetMinCents": 10000,
          "budgetMaxCents": 25000,
          "urgency": "high",
          "maxBids": 5,
          "address": { "line1": "12 Elm Street", "city": "Austin", "state": "TX", "zip": "78701" }
        }
        """;

    public const string EditJob = """{ "budgetMaxCents": 30000, "urgency": "normal" }""";

    public const string Job = """
        {
          "id": "0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11",
          "homeownerId": "0199a3c0-11aa-7d31-8a55-6a3c0e9f7d02",
          "title": "Replace the kitchen faucet",
          "description": "The old faucet drips and the shut-off valve below it is stuck. Parts are bought.",
          "territoryId": "48453",
          "trades": ["plumbing"],
          "budgetMinCents": 10000,
          "budgetMaxCents": 25000,
          "size": "small",
          "urgency": "high",
          "status": "open",
          "bidCount": 2,
          "maxBids": 5,
          "bidDeadline": "2026-12-07T09:30:00Z",
          "preferredStart": null,
          "createdAt": "2026-11-23T09:30:00Z",
          "publishedAt": "2026-11-23T09:30:00Z",
          "version": 3
        }
        """;

    public const string Page = $$"""{ "items": [{{Job}}], "nextCursor": null }""";
}
