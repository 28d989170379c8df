using System.Globalization;

namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>Where Prometheus finds what it reads and whom it tells.</summary>
/// <param name="RuleFolder">Where both files of rules are.</param>
/// <param name="TargetsFolder">Where processes name themselves; null where they are found by the names of their services.</param>
/// <param name="Alertmanager">Host and port.</param>
public sealed record PrometheusSetup(string RuleFolder, string? TargetsFolder, string Alertmanager)
{
    /// <summary>In docker-compose.yml.</summary>
    internal static PrometheusSetup Compose { get; } = new("/etc/prometheus", null, $"alertmanager:{Names.AlertmanagerPort.ToString(CultureInfo.InvariantCulture)}");
}

/// <summary>Prometheus' own configuration.</summary>
internal static class PrometheusConfig
{
    public static string Render(AlertTimes times, PrometheusSetup setup) =>
        $"""
        # {RenderedFile.Notice}
        global:
          scrape_interval: {times.Scrape.Text()}
          scrape_timeout: {times.Scrape.Text()}
          evaluation_interval: {times.Scrape.Text()}
        rule_files:
          - '{setup.RuleFolder}/{MonitoringFiles.RuleFile}'
          - '{setup.RuleFolder}/{MonitoringFiles.PlanRuleFile}'
        alerting:
          alertmanagers:
            - static_configs:
                - targets: ['{setup.Alertmanager}']
        scrape_configs:
        {(setup.TargetsFolder is { } folder ? Named(folder) : Found("api") + "\n" + Found("worker")).Indented(2)}

        """;

    // Each process gives its job itself.
    private static string Named(string folder) =>
        $"""
        - job_name: processes
          file_sd_configs:
            - files: ['{folder}/*.json']
              refresh_interval: 5s
        """;

    // Every instance of a service is an address of its name.
    private static string Found(string service) =>
        $"""
        - job_name: {service}
          dns_sd_configs:
            - names: [{service}]
              type: A
              port: {Names.ManagementPort}
              refresh_interval: 15s
        """;
}
