namespace FairTradeWorker.Scaling.Rules;

using static PlanRules;

/// <summary>Load tests try what is planned, no less; nothing brings more rows into memory than is allowed.</summary>
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
            .. Unless(plan.Streams.PageSize <= plan.Database.MaxRows && plan.Workers.DeleteBatch <= plan.Database.MaxRows &&
                plan.Workers.OutboxBatch <= plan.Database.MaxRows,
                "streams.pageSize, workers.deleteBatch or workers.outboxBatch is above database.maxRows"),
            .. Unless(tests.ShortestThink <= tests.LongestThink, "loadTests.shortestThink is above longestThink"),
            .. Unless(peak == plan.Phases.First().Value.ConcurrentUsers,
                $"loadTests.dayOneCurve peaks at {peak}, not at the first phase's concurrentUsers"),
        ];
    }
}
