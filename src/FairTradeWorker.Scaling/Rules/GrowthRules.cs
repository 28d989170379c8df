namespace FairTradeWorker.Scaling.Rules;

using static PlanRules;

/// <summary>Phases follow each other and grow; shares hold in each of them; limits rise with what is paid for them.</summary>
internal static class GrowthRules
{
    public static IEnumerable<string> Broken(ScalingPlan plan) =>
    [
        .. Unless(plan.Phases.Count > 0, "phases is empty"),
        .. plan.Phases.SelectMany(phase => OfPhase(plan, phase.Key, phase.Value)),
        .. plan.Phases.Zip(plan.Phases.Skip(1)).SelectMany(pair => OfNeighbours(pair.First, pair.Second)),
        .. OfAutoscaling(plan),
        .. Unless(plan.RateLimits.Anonymous < plan.RateLimits.Authenticated && plan.RateLimits.Authenticated < plan.RateLimits.Pro &&
            plan.RateLimits.Pro < plan.RateLimits.Operator, "rateLimits do not rise from anonymous over authenticated and pro to operator"),
    ];

    private static IEnumerable<string> OfPhase(ScalingPlan plan, string name, Plan.GrowthPhase phase) =>
    [
        .. Unless(phase.FromMonth < phase.ToMonth, $"phases.{name} ends before it begins"),
        .. Unless(phase.DailyActiveUsers == phase.Users * plan.LaunchDay.DailyActivePercent / 100,
            $"phases.{name}.dailyActiveUsers is not {plan.LaunchDay.DailyActivePercent} % (launchDay.dailyActivePercent) of {phase.Users}"),
        .. Unless(phase.ConcurrentUsers == phase.DailyActiveUsers * plan.LaunchDay.ConcurrentPercentOfDailyActive / 100,
            $"phases.{name}.concurrentUsers is not {plan.LaunchDay.ConcurrentPercentOfDailyActive} % " +
            $"(launchDay.concurrentPercentOfDailyActive) of {phase.DailyActiveUsers}"),
    ];

    private static IEnumerable<string> OfNeighbours(KeyValuePair<string, Plan.GrowthPhase> earlier, KeyValuePair<string, Plan.GrowthPhase> later) =>
        Unless(earlier.Value.ToMonth <= later.Value.FromMonth && earlier.Value.Users < later.Value.Users &&
            earlier.Value.MonthlyCostUsd < later.Value.MonthlyCostUsd,
            $"phases.{later.Key} does not follow and exceed phases.{earlier.Key}");

    private static IEnumerable<string> OfAutoscaling(ScalingPlan plan) =>
    [
        .. Unless(plan.Autoscaling.MinInstances < plan.Autoscaling.MaxInstances, "autoscaling.minInstances is not below maxInstances"),
        .. Unless(plan.Autoscaling.ScaleDownCpuPercent < plan.Autoscaling.ScaleUpCpuPercent,
            "autoscaling.scaleDownCpuPercent is not below scaleUpCpuPercent"),
    ];
}
