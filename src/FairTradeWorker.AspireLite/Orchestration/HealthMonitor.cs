using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the checks of WithHealthCheck while their resource runs: often until it is healthy, then seldom.</summary>
internal sealed class HealthMonitor(HealthCheckService checks, ResourceBoard board, TimeProvider clock)
{
    private static readonly TimeSpan UntilHealthy = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OnceHealthy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Goes on until cancelled.</summary>
    public Task RunAsync(IEnumerable<IResource> resources, CancellationToken cancellationToken) => Task.WhenAll(
        resources.Select(r => (Resource: r, Keys: r.Annotations.OfType<HealthCheckAnnotation>().Select(h => h.Key).ToHashSet()))
            .Where(r => r.Keys.Count > 0).Select(r => RunAsync(r.Resource, r.Keys, cancellationToken)));

    private async Task RunAsync(IResource resource, HashSet<string> keys, CancellationToken cancellationToken)
    {
        while (true)
        {
            await board.WaitAsync(all => all.FirstOrDefault(s => Runs(s, resource)), cancellationToken).ConfigureAwait(false);
            IReadOnlyDictionary<string, HealthReportSnapshot> reports = await CheckAsync(keys, cancellationToken).ConfigureAwait(false);
            foreach (ResourceSnapshot snapshot in board.All.Where(s => ReferenceEquals(s.Resource, resource)))
            {
                board.Update(snapshot.Name, s => s.State == ResourceStates.Running ? s with { Health = s.Health.SetItems(reports) } : s);
            }

            bool healthy = reports.Values.All(r => r.Healthy == true);
            await Task.Delay(healthy ? OnceHealthy : UntilHealthy, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool Runs(ResourceSnapshot snapshot, IResource resource) =>
        ReferenceEquals(snapshot.Resource, resource) && snapshot.State == ResourceStates.Running;

    private async Task<IReadOnlyDictionary<string, HealthReportSnapshot>> CheckAsync(
        HashSet<string> keys, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(CheckTimeout);
        DateTimeOffset now = clock.GetUtcNow();
        try
        {
            HealthReport report = await checks.CheckHealthAsync(r => keys.Contains(r.Name), timeout.Token).ConfigureAwait(false);
            return report.Entries.ToDictionary(
                e => e.Key,
                e => new HealthReportSnapshot(
                    e.Value.Status == HealthStatus.Healthy, e.Value.Description ?? e.Value.Exception?.Message, now));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            string late = $"No answer within {CheckTimeout.TotalSeconds:0} s.";
            return keys.ToDictionary(k => k, _ => new HealthReportSnapshot(false, late, now));
        }
    }
}
