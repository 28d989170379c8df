using System.Text.RegularExpressions;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>
/// Numbers that decide about load stand in the scaling plan. A quantity or a time that is written in the code of the
/// running processes is another kind of number, and is named here with its reason.
/// </summary>
internal static partial class NumberRules
{
    private const string Contract = "what the API promises its callers, whatever the load";
    private const string Format = "a form that is written down elsewhere: a key, a hash, a lock's name";
    private const string Domain = "a rule of the marketplace";
    private const string Security = "a bound of security that must not move with the load";

    /// <summary>File and why its numbers are not the plan's.</summary>
    public static readonly IReadOnlyDictionary<string, string> Allowed = new Dictionary<string, string>
    {
        ["Accounts/AccountProblems.cs"] = Contract,
        ["Accounts/ErasedAccounts.cs"] = Security,
        ["Accounts/LoginThrottle.cs"] = "how soon to ask again whether a parallel try has been decided",
        ["Accounts/PasswordHash.cs"] = Security,
        ["Accounts/PasswordRules.cs"] = Contract,
        ["Accounts/Sessions.cs"] = Security,
        ["Analytics/Period.cs"] = Contract,
        ["Bids/FeeSchedule.cs"] = Domain,
        ["Contractors/ContractorProfileContent.cs"] = Contract,
        ["Contractors/ContractorSearch.cs"] = Contract,
        ["Demo/DemoData.cs"] = "a story, not a limit",
        ["Jobs/JobRules.cs"] = Domain,
        ["Live/EventPacer.cs"] = "what a second is",
        ["Live/StreamEvents.cs"] = "a token's last second, and the spread with which readers come back",
        ["Analytics/GetLiveStats.cs"] = Contract,
        ["MarketplaceModule.cs"] = "how often the Worker looks for work that is not urgent",
        ["Platform/Audit/AuditLog.cs"] = Format,
        ["Platform/Caching/CacheServices.cs"] = "what a kibibyte is",
        ["Platform/Data/DatabaseConnection.cs"] = "the client's margin over the server's timeouts",
        ["Platform/Http/QueryValue.cs"] = Contract,
        ["Platform/Http/RequestBody.cs"] = Contract,
        ["Platform/Idempotency/IdempotencyKey.cs"] = Contract,
        ["Platform/Idempotency/IdempotencyStore.cs"] = Contract,
        ["Platform/Json/MarketplaceJson.cs"] = Contract,
        ["Platform/Outbox/OutboxClaims.cs"] = Format,
        ["Platform/Paging/BoundedPage.cs"] = "rows that may leave a list between two queries of one page",
        ["Platform/Paging/CursorProtector.cs"] = Format,
        ["Platform/Paging/PageQuery.cs"] = Contract,
        ["Platform/Pooler/PoolerServices.cs"] = "how often the Worker looks how the pooler does",
        ["Platform/Pooler/ScramClient.cs"] = Format,
        ["Platform/RateLimiting/Quotas.cs"] = "what an hour is",
        ["Platform/RateLimiting/Spending.cs"] = "what a second is",
        ["Platform/Presence/ActiveUsers.cs"] = "what active means in a figure for people",
        ["Platform/Search/ColumnShares.cs"] = "how long PostgreSQL's own statistics are believed",
        ["Platform/Search/SearchLimits.cs"] = "measured costs of a row: they move with the code, not with the load",
        ["Platform/Security/AccessTokens.cs"] = Security,
        ["Platform/Security/AuthOptions.cs"] = Security,
    };

    /// <summary>Lines of the sources below <paramref name="folder"/> that hold a number of that kind, by file.</summary>
    public static ILookup<string, string> Written(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
        .SelectMany(file => File.ReadLines(file).Where(line => Number().IsMatch(line)).Select(line => (file, line)))
        .ToLookup(found => Path.GetRelativePath(folder, found.file).Replace('\\', '/'), found => found.line.Trim());

    [GeneratedRegex(@"TimeSpan\.From\w+\(\d|new TimeSpan\(\d|\bconst (int|long|double|decimal) \w+ = [\d_x]{2,}|(Limit|Size|Timeout|Capacity|Max\w*) = \d[\d_]+")]
    private static partial Regex Number();
}
