namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>How long the monitoring looks back and waits.</summary>
/// <param name="Scrape">Between two readings, and between two judgements of them.</param>
/// <param name="Window">Time over which rates and percentiles are taken.</param>
/// <param name="BurnWarning">Long window of the slow use of the error budget; the short one is a twelfth.</param>
/// <param name="Gather">How long what fires together is gathered into one message.</param>
public sealed record AlertTimes(
    TimeSpan Scrape,
    TimeSpan Window,
    TimeSpan WarningFor,
    TimeSpan CriticalFor,
    TimeSpan CriticalConnectionsFor,
    TimeSpan CacheHitFor,
    TimeSpan PromptFor,
    TimeSpan BurnWarning,
    TimeSpan BurnCritical,
    TimeSpan Gather,
    TimeSpan Repeat)
{
    private const int ShortBurn = 12;
    private const int TestShare = 150;

    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(2);

    /// <summary>The plan's. The window is not less than four scrapes, so that one slow request is no alarm.</summary>
    public static AlertTimes Of(ScalingPlan plan) => new(
        plan.Telemetry.ScrapeInterval,
        Longer(ShortestWindow, 4 * plan.Telemetry.LongestScrapeInterval),
        plan.Alerts.WarningFor,
        plan.Alerts.CriticalFor,
        plan.Alerts.CriticalConnectionsFor,
        plan.Alerts.CacheHitFor,
        plan.Alerts.PromptFor,
        plan.Alerts.BudgetBurn.Warning.Window,
        plan.Alerts.BudgetBurn.Critical.Window,
        2 * plan.Telemetry.ScrapeInterval,
        plan.Alerts.RepeatAfter);

    /// <summary>The same in seconds instead of minutes, for a test that causes what is alarmed about. Never for operation.</summary>
    public static AlertTimes ForTests(ScalingPlan plan)
    {
        var real = Of(plan);
        var second = TimeSpan.FromSeconds(1);
        return new(
            second, 10 * second, Short(real.WarningFor), Short(real.CriticalFor), Short(real.CriticalConnectionsFor), Short(real.CacheHitFor),
            Short(real.PromptFor), Short(real.BurnWarning), Short(real.BurnCritical), second, real.Repeat);

        TimeSpan Short(TimeSpan time) => Longer(second, TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds / TestShare)));
    }

    /// <summary>The short window that says whether the budget still goes, not less than what rates need.</summary>
    public TimeSpan ShortOf(TimeSpan burn) => Longer(Window, TimeSpan.FromSeconds(Math.Floor(burn.TotalSeconds / ShortBurn)));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
