using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>A database answers; while only replicas do, reading goes on and the process counts as degraded, not as unready.</summary>
internal sealed class DatabaseHealth(ReadRouter router, DatabaseNodes nodes) : IHealthCheck
{
    public const string Name = "database";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await router.RunAsync(Reading.Current, mustBeCurrent: true, AskAsync, cancellationToken);
            return nodes.CanWrite ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("There is no primary; reading goes on.");
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.", exception);
        }
    }

    private static async Task<object?> AskAsync(DatabaseNode node, CancellationToken ct)
    {
        await using var command = node.DataSource(DatabaseUse.Probe).CreateCommand("select 1");
        return await command.ExecuteScalarAsync(ct);
    }
}

/// <summary>The database has every migration of this build, or newer ones: an older process runs on a newer schema.</summary>
internal sealed class SchemaHealth(ReadRouter router) : IHealthCheck
{
    public const string Name = "schema";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var missing = await router.RunAsync(
                Reading.Current, (db, ct) => db.Database.GetPendingMigrationsAsync(ct), cancellationToken);
            return missing.ToList() is { Count: > 0 } names
                ? HealthCheckResult.Unhealthy($"Migrations are missing: {string.Join(", ", names)}.")
                : HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.", exception);
        }
    }
}
