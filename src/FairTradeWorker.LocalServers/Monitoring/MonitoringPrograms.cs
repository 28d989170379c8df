using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Monitoring;

/// <summary>Installed Prometheus and Alertmanager, as absolute paths.</summary>
internal sealed record MonitoringPrograms(string Prometheus, string Alertmanager)
{
    /// <summary>What helps when there are none.</summary>
    public const string Help =
        "No prometheus and alertmanager on PATH. On Debian: apt-get install prometheus prometheus-alertmanager (the services need not run).";

    /// <summary>Null unless both are on PATH; Debian calls the second prometheus-alertmanager.</summary>
    public static MonitoringPrograms? Find() =>
        SearchPath.Find("prometheus") is { } prometheus && (SearchPath.Find("alertmanager") ?? SearchPath.Find("prometheus-alertmanager")) is { } alertmanager
            ? new(prometheus, alertmanager)
            : null;
}
