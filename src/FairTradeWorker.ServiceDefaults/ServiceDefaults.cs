using FairTradeWorker.ServiceDefaults.Measuring;
using FairTradeWorker.ServiceDefaults.Shutdown;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Events;

namespace FairTradeWorker.ServiceDefaults;

/// <summary>
/// What every process of the platform has: the scaling plan, telemetry, metrics, logs, health endpoints, an orderly stop.
/// </summary>
public static class ServiceDefaults
{
    /// <summary>A check with this tag must pass before the process gets requests, and as long as it gets them.</summary>
    public const string ReadyTag = "ready";

    /// <summary>A check with this tag must pass once after the start.</summary>
    public const string StartupTag = "startup";

    private static readonly PathString Health = "/health";

    public static void AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        var running = builder.AddScalingPlan();
        builder.AddTelemetry(running.Plan);
        builder.AddMeasuring();
        builder.AddLogs();
        builder.Services.AddHealthChecks();
        builder.Services.AddShutdown();
    }

    /// <summary>Makes a process that others send requests to leave without losing one, see <see cref="ShutdownOptions"/>.</summary>
    public static void AddRequestDrain(this IHostApplicationBuilder builder) => builder.Services.AddDrain();

    /// <summary>
    /// First in the pipeline. Logs one line for each request, with its final status. Behind it every answer of a stopping
    /// process ends its connection.
    /// </summary>
    public static void UseServiceDefaults(this WebApplication app)
    {
        app.UseMeasuring();
        app.UseSerilogRequestLogging(options =>
        {
            options.Logger = app.Services.GetRequiredService<ILogger>();
            options.GetLevel = (context, _, exception) => (exception, context.Response.StatusCode) switch
            {
                _ when context.Request.Path.StartsWithSegments(Health) => LogEventLevel.Verbose,
                (not null, _) or (_, >= 500) => LogEventLevel.Error,
                _ => LogEventLevel.Information,
            };
        });
        app.UseMiddleware<CloseConnections>();
    }

    /// <summary>The same for a process that has no callers but its orchestrator.</summary>
    public static void UseWorkerDefaults(this WebApplication app) => app.UseMeasuring();

    /// <summary>
    /// <c>/health/live</c>: the process answers. <c>/health/startup</c>: it has what it needs to begin.
    /// <c>/health/ready</c>: it can serve requests now.
    /// </summary>
    public static void MapServiceDefaults(this WebApplication app)
    {
        Map(app, "/health/live", tag: null);
        Map(app, "/health/startup", StartupTag);
        Map(app, "/health/ready", ReadyTag);
    }

    private static void Map(WebApplication app, string path, string? tag) =>
        app.MapHealthChecks(path, new HealthCheckOptions { Predicate = check => tag is not null && check.Tags.Contains(tag) })
            .AllowAnonymous()
            // Probes are no traffic: they would make the API look faster, or slower, than its callers find it.
            .DisableHttpMetrics();
}
