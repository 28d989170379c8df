using System.Collections.Frozen;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>Which feature may know which.</summary>
internal static class FeatureRules
{
    public const string Platform = nameof(Platform);
    private const string Everything = "*";

    /// <summary>A folder that is not here may use nothing and be used by nobody: a new feature says its place first.</summary>
    public static readonly FrozenDictionary<string, string[]> AllowedEdges = new Dictionary<string, string[]>
    {
        [Platform] = [],
        ["Accounts"] = [Platform],
        ["Territories"] = [Platform, "Accounts"],
        ["Jobs"] = [Platform, "Territories", "Accounts"],
        ["Bids"] = [Platform, "Jobs", "Accounts"],
        ["Contractors"] = [Platform, "Jobs", "Territories", "Accounts"],
        ["Messaging"] = [Platform, "Jobs", "Bids", "Accounts"],
        ["Live"] = [Platform, "Messaging", "Bids", "Jobs", "Accounts"],
        ["Operations"] = [Platform],
        ["Analytics"] = [Platform, "Bids", "Jobs", "Territories", "Accounts"],
        ["Demo"] = [Everything],
    }.ToFrozenDictionary();

    /// <summary>Uses of a feature by one that must not know it.</summary>
    public static IReadOnlyList<string> ForbiddenEdges(CodeBase code) =>
    [
        .. code.FeatureEdges().Where(edge => !IsAllowed(edge.From, edge.To))
            .Select(edge => $"{edge.From} must not know {edge.To}: {edge.Evidence}"),
    ];

    /// <summary>Folders that the table of allowed edges does not have.</summary>
    public static IReadOnlyList<string> UnknownFeatures(CodeBase code) =>
    [
        .. code.Types.Select(type => code.FeatureOf(type.FullName ?? type.Name)).OfType<string>().Distinct()
            .Where(feature => !AllowedEdges.ContainsKey(feature)),
    ];

    /// <summary>Features that know themselves by way of others.</summary>
    public static IReadOnlyList<string> Cycles(CodeBase code)
    {
        var next = code.FeatureEdges().ToLookup(edge => edge.From, edge => edge.To);
        return [.. next.Select(edges => edges.Key).Where(feature => Reachable(feature, next).Contains(feature))];
    }

    /// <summary>What the platform uses of the features.</summary>
    public static IReadOnlyList<string> PlatformKnowsFeatures(CodeBase code) =>
    [
        .. code.FeatureEdges().Where(edge => edge.From == Platform).Select(edge => edge.Evidence.ToString()),
    ];

    private static bool IsAllowed(string from, string to) =>
        AllowedEdges.TryGetValue(from, out var allowed) && (allowed.Contains(to) || allowed.Contains(Everything));

    private static HashSet<string> Reachable(string from, ILookup<string, string> next)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(next[from]);
        while (open.TryPop(out var feature))
        {
            if (seen.Add(feature))
            {
                foreach (var further in next[feature])
                {
                    open.Push(further);
                }
            }
        }

        return seen;
    }
}
