using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FairTradeWorker.ServiceDefaults;

/// <summary>Traces, metrics and logs by OTLP to wherever <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> points; without it, nowhere.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (!IsWanted(builder.Configuration))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource("FairTradeWorker.*"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Npgsql", "FairTradeWorker.*"))
            .UseOtlpExporter();
    }

    public static void AddTelemetryLogs(this IHostApplicationBuilder builder)
    {
        if (IsWanted(builder.Configuration))
        {
            builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        }
    }

    private static bool IsWanted(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
}
