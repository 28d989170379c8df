namespace FairTradeWorker.Scaling.Plan;

/// <summary>What the platform must carry during some months after the launch, and what that may cost.</summary>
/// <param name="ConcurrentUsers">Users with a session at the same time in the busiest minutes.</param>
/// <param name="MonthlyCostUsd">Whole US dollars a month for everything that runs.</param>
public sealed record GrowthPhase(
    int FromMonth, int ToMonth, int Users, int DailyActiveUsers, int ConcurrentUsers, int MonthlyCostUsd);

/// <summary>The first day: how the users of a phase become load.</summary>
public sealed record LaunchDay(
    decimal DailyActivePercent, decimal ConcurrentPercentOfDailyActive, int Jobs, int Bids, int Messages);

/// <summary>What is promised to users; alerts, autoscaler and load tests take their limits from here.</summary>
/// <param name="PageP95">95th percentile of a whole page, once there are pages.</param>
/// <param name="ApiP50">Median answer time of the API.</param>
/// <param name="ApiP95">95th percentile of the API's answer times.</param>
/// <param name="UptimePercent">Share of good minutes.</param>
/// <param name="ErrorPercent">Most answers with a 5xx status.</param>
public sealed record Targets(TimeSpan PageP95, TimeSpan ApiP50, TimeSpan ApiP95, decimal UptimePercent, decimal ErrorPercent);
