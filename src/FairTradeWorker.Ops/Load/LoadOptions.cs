namespace FairTradeWorker.Ops.Load;

/// <summary>What was asked for, checked.</summary>
/// <param name="BaseUrls">Where the API's instances are.</param>
/// <param name="Connection">Connection string of the API's database; null to look for one.</param>
/// <param name="Passwords">Sign in with passwords instead of sessions written into the database.</param>
/// <param name="Accounts">How many accounts the seed has made; only for <paramref name="Passwords"/>.</param>
/// <param name="Share">Which users of the scenario this process is, of how many processes.</param>
/// <param name="Watched">Process ids by name.</param>
internal sealed record LoadOptions(
    LoadScenario Scenario,
    IReadOnlyList<Uri> BaseUrls,
    string? Connection,
    bool Passwords,
    int Accounts,
    (int Number, int Of) Share,
    int Seed,
    IReadOnlyDictionary<string, int> Watched,
    string? ReportFile,
    string? JsonFile)
{
    /// <summary>Connection strings hold passwords, so they are not printed.</summary>
    public override string ToString() => nameof(LoadOptions);
}
