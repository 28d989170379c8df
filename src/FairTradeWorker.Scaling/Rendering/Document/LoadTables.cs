using System.Globalization;
using static FairTradeWorker.Scaling.Rendering.Document.PlanTable;

namespace FairTradeWorker.Scaling.Rendering.Document;

/// <summary>What is to be carried, what is promised, and what it is tried with.</summary>
internal static class LoadTables
{
    public static IEnumerable<PlanTable> Of(ScalingPlan plan) => [LaunchDay(plan), Phases(plan), Targets(plan), Scenarios(plan), Curve(plan), Users(plan)];

    private static PlanTable LaunchDay(ScalingPlan plan) => OfKeys("launchDay",
        ("dailyActivePercent", plan.LaunchDay.DailyActivePercent, "percent of all users who come on a day"),
        ("concurrentPercentOfDailyActive", plan.LaunchDay.ConcurrentPercentOfDailyActive, "percent of these who are there in the busiest minutes"),
        ("jobs", plan.LaunchDay.Jobs, $"posted on the first day; {PerSecond(plan.LaunchDay.Jobs)} a second on average"),
        ("bids", plan.LaunchDay.Bids, $"placed on the first day; {PerSecond(plan.LaunchDay.Bids)} a second"),
        ("messages", plan.LaunchDay.Messages, $"sent on the first day; {PerSecond(plan.LaunchDay.Messages)} a second"));

    private static PlanTable Phases(ScalingPlan plan) => new(
        "phases",
        ["phase", "months", "users", "active a day", "at the same time", "USD a month",
            $"instances at the claimed {plan.Autoscaling.ClaimedUsersPerInstance} users each"],
        [
            .. plan.Phases.Select(phase => new[]
            {
                phase.Key, $"{phase.Value.FromMonth} to {phase.Value.ToMonth}", Show(phase.Value.Users), Show(phase.Value.DailyActiveUsers),
                Show(phase.Value.ConcurrentUsers), Show(phase.Value.MonthlyCostUsd), Instances(plan, phase.Value.ConcurrentUsers),
            }),
        ]);

    private static PlanTable Targets(ScalingPlan plan) => OfKeys("targets",
        ("apiP50", plan.Targets.ApiP50, "median answer time of the API"),
        ("apiP95", plan.Targets.ApiP95, "95th percentile of the API; also the autoscaler's and the load tests' limit"),
        ("pageP95", plan.Targets.PageP95, "95th percentile of a whole page; there are no pages yet"),
        ("uptimePercent", plan.Targets.UptimePercent, "percent of good minutes"),
        ("errorPercent", plan.Targets.ErrorPercent, "percent of answers with a 5xx status, at most"));

    private static PlanTable Scenarios(ScalingPlan plan) => new(
        "loadTests", ["scenario", "users at the same time", "for"],
        [.. plan.LoadTests.Scenarios.Select(scenario => new[] { $"`{scenario.Key}`", Show(scenario.Value.Users), Show(scenario.Value.Duration) })]);

    private static PlanTable Curve(ScalingPlan plan) => new(
        "dayOneCurve", ["stage of `day-one-curve`", "to users at the same time", "within"],
        [.. plan.LoadTests.DayOneCurve.Select((stage, index) => new[] { Show(index + 1), Show(stage.Users), Show(stage.Duration) })]);

    private static PlanTable Users(ScalingPlan plan) => OfKeys("loadTestUsers",
        ("homeownerPercent", plan.LoadTests.HomeownerPercent, "percent of the users that behave as homeowners"),
        ("contractorPercent", plan.LoadTests.ContractorPercent, "as contractors"),
        ("operatorPercent", plan.LoadTests.OperatorPercent, "as operators"),
        ("shortestThink", plan.LoadTests.ShortestThink, "shortest pause of a user between two requests"),
        ("longestThink", plan.LoadTests.LongestThink,
            $"longest; the busiest stage is then about {Show(RequestsPerSecond(plan))} requests a second when answers are fast"));

    private static string Instances(ScalingPlan plan, int users)
    {
        var wanted = (users + plan.Autoscaling.ClaimedUsersPerInstance - 1) / plan.Autoscaling.ClaimedUsersPerInstance;
        var most = plan.Autoscaling.MaxInstances;
        return wanted > most ? $"{wanted}: beyond the {most} allowed" : wanted == most ? $"{wanted}: all there are" : Show(wanted);
    }

    private static int RequestsPerSecond(ScalingPlan plan) => (int)(plan.LoadTests.DayOneCurve.Max(stage => stage.Users) /
        ((plan.LoadTests.ShortestThink + plan.LoadTests.LongestThink) / 2).TotalSeconds);

    private static string PerSecond(int aDay) => (aDay / 86_400m).ToString("0.00", CultureInfo.InvariantCulture);
}
