namespace FairTradeWorker.Scaling.Rules;

using static PlanRules;

/// <summary>Load tests try what is planned, no less.</summary>
internal static class LoadRules
{
    public static IEnumerable<string> Broken(ScalingPlan plan)
    {
        var tests = plan.LoadTests;
        var peak = tests.DayOneCurve.Select(stage => stage.Users).DefaultIfEmpty().Max();
        return
        [
            .. Unless(tests.HomeownerPercent + tests.ContractorPercent + tests.OperatorPercent == 100,
                "loadTests: homeowners, contractors and operators do not add up to 100 %"),
            .. Unless(tests.ShortestThink <= tests.LongestThink, "loadTests.shortestThink is above longestThink"),
            .. Unless(peak == plan.Phases.First().Value.ConcurrentUsers,
                $"loadTests.dayOneCurve peaks at {peak}, not at the first phase's concurrentUsers"),
        ];
    }
}
