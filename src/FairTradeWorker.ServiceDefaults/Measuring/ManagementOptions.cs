namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>Section <c>Management</c> of the configuration: what is for operators and not for callers.</summary>
public sealed class ManagementOptions
{
    public const string Section = "Management";

    /// <summary>
    /// TCP port for <c>/metrics</c>, beside those of the process and at the same address; 0 for any free one. Null for
    /// none: then /metrics is answered nowhere, but in Development at every port.
    /// </summary>
    public int? Port { get; init; }

    /// <summary>
    /// A folder in which the process names its port for Prometheus (<c>file_sd_configs</c>) as long as it runs; null
    /// where Prometheus finds it otherwise.
    /// </summary>
    public string? TargetsFolder { get; init; }
}
