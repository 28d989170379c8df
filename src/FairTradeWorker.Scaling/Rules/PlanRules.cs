namespace FairTradeWorker.Scaling.Rules;

/// <summary>What must hold between the plan's numbers. A plan that breaks one of them is not started with.</summary>
internal static class PlanRules
{
    private static readonly Func<ScalingPlan, IEnumerable<string>>[] All =
    [
        ValueRules.Broken,
        GrowthRules.Broken,
        ConnectionRules.Broken,
        TimeRules.Broken,
        LoadRules.Broken,
    ];

    /// <summary>Sentences that say which numbers contradict each other; none for a good plan.</summary>
    public static IReadOnlyList<string> Broken(ScalingPlan plan)
    {
        // Rules between numbers may divide by them, so a number that is none of its kind is told alone.
        var values = ValueRules.Broken(plan).ToList();
        return values.Count > 0 ? values : [.. All.Skip(1).SelectMany(rules => rules(plan))];
    }

    /// <summary>The sentence, unless what it demands holds.</summary>
    public static IEnumerable<string> Unless(bool holds, string sentence) => holds ? [] : [sentence];
}
