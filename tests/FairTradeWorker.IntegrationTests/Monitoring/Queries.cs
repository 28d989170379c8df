using System.Text.Json;
using System.Text.RegularExpressions;

namespace FairTradeWorker.IntegrationTests.Monitoring;

/// <summary>What rules and dashboards ask Prometheus.</summary>
internal static partial class Queries
{
    /// <summary>Metrics that nobody of the platform exports, and who does.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfOthers = new Dictionary<string, string>
    {
        ["kubelet_volume_stats_used_bytes"] = "a node of Kubernetes",
        ["kubelet_volume_stats_capacity_bytes"] = "a node of Kubernetes",
        ["ALERTS"] = "Prometheus, while an alert is pending or fires",
        ["pooler_clients_active"] = "a Worker behind PgBouncer, which this platform is not",
        ["pooler_clients_waiting"] = "a Worker behind PgBouncer",
        ["pooler_servers_active"] = "a Worker behind PgBouncer",
    };

    /// <summary>Parts of queries that find nothing while nothing is wrong, or without PgBouncer.</summary>
    public static readonly string[] MayBeEmpty = ["5..", "4..", "ALERTS", "pooler_"];

    private static readonly string[] Words = ["by", "on", "or", "and", "unless", "le"];

    public static IEnumerable<string> OfDashboard(string file)
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString() ?? "")];
    }

    public static IEnumerable<string> OfRules(string file) => Expression().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value);

    /// <summary>Names of metrics: what is left without labels, times, functions and groupings.</summary>
    public static IEnumerable<string> MetricsIn(string query)
    {
        var bare = Times().Replace(Labels().Replace(Groupings().Replace(query, " "), " "), " ");
        return Name().Matches(bare).Select(match => match.Value).Where(name => !Words.Contains(name)).Distinct();
    }

    [GeneratedRegex(@"expr: '([^']*)'")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(by|on) \([^)]*\)")]
    private static partial Regex Groupings();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Times();

    [GeneratedRegex(@"\b[a-zA-Z_][a-zA-Z0-9_:]*\b(?!\s*\()")]
    private static partial Regex Name();
}
