namespace Aspire.Hosting.Orchestration;

/// <summary>What one health check said last; null means it has not run.</summary>
internal sealed record HealthReportSnapshot(bool? Healthy, string? Description = null, DateTimeOffset? LastRunAt = null);
