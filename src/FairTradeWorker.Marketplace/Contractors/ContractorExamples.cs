namespace FairTradeWorker.Marketplace.Contractors;

/// <summary>Examples for the API description.</summary>
internal static class ContractorExamples
{
    public const string Profile = """
        {
          "companyName": "Rivera Plumbing",
          "bio": "Family business since 1998. Leaks, water heaters, whole bathrooms.",
          "trades": ["plumbing", "bathroom_remodeling"],
          "territoryIds": ["48453", "48491"],
          "yearsExperience": 27,
          "availableNow": true
        }
        """;

    public const string Contractor = """
        {
          "id": "0199a3c0-22bb-7d31-8a55-6a3c0e9f7d03",
          "displayName": "Luis Rivera",
          "companyName": "Rivera Plumbing",
          "bio": "Family business since 1998. Leaks, water heaters, whole bathrooms.",
          "trades": ["plumbing", "bathroom_remodeling"],
          "territoryIds": ["48453", "48491"],
          "yearsExperience": 27,
          "availableNow": true,
          "jobsCompleted": 14,
          "memberSince": "2026-02-01T08:00:00Z",
          "version": 17
        }
        """;

    public const string Page = $$"""{ "items": [{{Contractor}}], "nextCursor": null }""";
}
