namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>Recording rules and alerts as Prometheus reads them.</summary>
internal static class PrometheusRules
{
    public static string Render(ScalingPlan plan, AlertTimes times) =>
        $"""
        # {RenderedFile.Notice}
        groups:
          - name: recorded
            rules:
        {Recording.Of(times).Select(Item).Lines().Indented(6)}
          - name: alerts
            rules:
        {Alerts.Of(plan, times).Select(Item).Lines().Indented(6)}

        """;

    /// <summary>The one that holds the fingerprint, in a file of its own: it changes with every number of the plan.</summary>
    public static string RenderPlan(ScalingPlan plan, AlertTimes times) =>
        $"""
        # {RenderedFile.Notice}
        groups:
          - name: plan
            rules:
        {Item(Alerts.PlanDiffers(plan, times)).Indented(6)}

        """;

    private static string Item(Recording recording) =>
        $"""
        - record: {recording.Name}
          expr: {Quoted(recording.Expression)}
        """;

    private static string Item(Alert alert) =>
        $"""
        - alert: {alert.Name}
          expr: {Quoted(alert.Expression)}
          for: {alert.For.Text()}
          labels:
            severity: {alert.Severity}
          annotations:
            summary: {Quoted(alert.Summary)}
            description: {Quoted(alert.Description)}
            runbook_url: {alert.Runbook}
        """;

    internal static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
