namespace FairTradeWorker.Marketplace.Bids;

/// <summary>Examples for the API description.</summary>
internal static class BidExamples
{
    public const string PlaceBid = """
        { "amountCents": 18500, "message": "I can come on Tuesday; an hour of work.", "durationDays": 1, "earliestStart": "2026-12-01T08:00:00Z" }
        """;

    public const string EditBid = """{ "amountCents": 17500 }""";

    public const string AcceptBid = """{ "feeQuoteId": null }""";

    public const string QuoteFees = """{ "amountCents": 18500, "method": "card" }""";

    public const string Bid = """
        {
          "id": "0199a3d0-7b61-7f02-b0c4-2f6d5a0b9e31",
          "jobId": "0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11",
          "contractorId": "0199a3c1-90fe-7a20-93ab-5d0b5cf2a9d4",
          "amountCents": 18500,
          "message": "I can come on Tuesday; an hour of work.",
          "durationDays": 1,
          "earliestStart": "2026-12-01T08:00:00Z",
          "status": "submitted",
          "statusReason": null,
          "submittedAt": "2026-11-23T10:00:00Z",
          "version": 1
        }
        """;

    public const string Page = $$"""{ "items": [{{Bid}}], "nextCursor": null }""";

    public const string Agreement = """
        {
          "id": "0199a3e5-02aa-7be3-8d5f-b1f0a4a8c6d7",
          "jobId": "0199a3c2-5a1e-7c44-9d3b-0d5a5f1c2b11",
          "bidId": "0199a3d0-7b61-7f02-b0c4-2f6d5a0b9e31",
          "homeownerId": "0199a3c0-11aa-7d31-8a55-6a3c0e9f7d02",
          "contractorId": "0199a3c1-90fe-7a20-93ab-5d0b5cf2a9d4",
          "amountCents": 18500,
          "platformFeeCents": 2000,
          "totalCents": 20500,
          "feeScheduleVersion": 1,
          "acceptedAt": "2026-11-23T11:00:00Z"
        }
        """;

    public const string FeeQuote = """
        {
          "id": "0199a3e4-6c10-7a51-9d11-0a7d8e2f5b60",
          "amountCents": 18500,
          "method": "card",
          "platformFeeCents": 2000,
          "processorFeeCents": 625,
          "totalCents": 21125,
          "expiresAt": "2026-11-23T11:25:00Z"
        }
        """;
}
