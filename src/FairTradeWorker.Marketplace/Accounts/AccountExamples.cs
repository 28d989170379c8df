namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>Examples for the API description.</summary>
internal static class AccountExamples
{
    public const string Register = """
        { "email": "ada@example.com", "password": "a long and quiet sentence", "displayName": "Ada", "role": "homeowner" }
        """;

    public const string Login = """{ "email": "ada@example.com", "password": "a long and quiet sentence" }""";

    public const string Refresh = """{ "refreshToken": "8p1P1Zk3yWc0sYk8b8m2S3Zp1m0cYb6m0b2l0V1x3aY" }""";

    public const string EditMe = """{ "displayName": "Ada L." }""";

    public const string EraseMe = "{}";

    public const string Erasure = """
        {
          "erased": [
            { "what": "open jobs, cancelled", "count": 2 },
            { "what": "addresses of jobs", "count": 3 },
            { "what": "sign-ins", "count": 1 },
            { "what": "name, e-mail address and password", "count": 1 }
          ],
          "kept": [
            { "what": "agreements with their accepted bids", "count": 1, "why": "Accounts must be kept, and the other party needs the proof of what was agreed." }
          ]
        }
        """;

    public const string User = """
        {
          "id": "0199a3c0-11aa-7d31-8a55-6a3c0e9f7d02",
          "email": "ada@example.com",
          "displayName": "Ada",
          "roles": ["homeowner"],
          "plan": "free",
          "createdAt": "2026-11-23T09:00:00Z",
          "version": 1
        }
        """;

    public const string Session = $$"""
        { "accessToken": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…", "refreshToken": "8p1P1Zk3yWc0…", "expiresInSeconds": 900, "user": {{User}} }
        """;
}
