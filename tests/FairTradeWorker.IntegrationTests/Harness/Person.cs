namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>A registered account and its tokens.</summary>
public sealed record Person(string Id, string Email, string Role, string AccessToken, string RefreshToken)
{
    /// <summary>Every account of the suite has this password.</summary>
    public const string Password = "nine green bottles stand";

    public bool IsHomeowner => Role == "homeowner";
}
