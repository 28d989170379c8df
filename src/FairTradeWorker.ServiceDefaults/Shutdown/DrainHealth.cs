using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FairTradeWorker.ServiceDefaults.Shutdown;

/// <summary>Not ready from the moment the process is told to stop.</summary>
internal sealed class DrainHealth(Drain drain) : IHealthCheck
{
    public const string Name = "drain";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.HasBegun ? HealthCheckResult.Unhealthy("The process is stopping.") : HealthCheckResult.Healthy());
}
