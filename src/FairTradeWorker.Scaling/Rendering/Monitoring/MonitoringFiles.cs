namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>The files of Prometheus and Alertmanager for one place where they run.</summary>
public static class MonitoringFiles
{
    public const string RuleFile = "rules.yml";
    public const string PlanRuleFile = "plan.rules.yml";
    public const string PrometheusFile = "prometheus.yml";
    public const string AlertmanagerFile = "alertmanager.yml";

    /// <summary>Names of all alerts; each has a page <c>docs/runbooks/name.md</c>.</summary>
    public static IReadOnlyList<string> AlertNames(ScalingPlan plan) => Alerts.Names(plan);

    /// <summary>Each file's name and text.</summary>
    public static IReadOnlyDictionary<string, string> Of(
        ScalingPlan plan, AlertTimes times, PrometheusSetup prometheus, AlertmanagerSetup alertmanager) => new Dictionary<string, string>
        {
            [RuleFile] = PrometheusRules.Render(plan, times),
            ["rules.test.yml"] = PrometheusRuleTests.Render(Alerts.Of(plan, times), RuleFile, times),
            [PlanRuleFile] = PrometheusRules.RenderPlan(plan, times),
            ["plan.rules.test.yml"] = PrometheusRuleTests.Render([Alerts.PlanDiffers(plan, times)], PlanRuleFile, times),
            [PrometheusFile] = PrometheusConfig.Render(times, prometheus),
            [AlertmanagerFile] = AlertmanagerConfig.Render(times, alertmanager),
        };

    /// <summary>Those of the repository, with their paths.</summary>
    internal static IEnumerable<RenderedFile> OfRepository(ScalingPlan plan) =>
        Of(plan, AlertTimes.Of(plan), PrometheusSetup.Compose, AlertmanagerSetup.Compose).Select(file => RenderedFile.Whole(
            $"infrastructure/{(file.Key == AlertmanagerFile ? "alertmanager" : "prometheus")}/{file.Key}", file.Value));
}
