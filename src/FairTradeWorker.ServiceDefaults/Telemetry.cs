using FairTradeWorker.Scaling;
using FairTradeWorker.ServiceDefaults.Measuring;
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
    /// <param name="plan">
    /// Says the share of the requests whose trace is recorded; all of them in Development, and whatever
    /// <c>OTEL_TRACES_SAMPLER</c> says where somebody looks for something.
    /// </param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, ScalingPlan plan)
    {
        if (!IsWanted(builder.Configuration))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing
                .SampleUnlessTold(builder, plan.Telemetry.TraceSamplePercent)
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource("FairTradeWorker.*"))
            .WithMetrics(metrics => metrics
                .AddMeter(ExportedMeters.Names)
                .AddView(ExportedMeters.RequestDuration, new ExplicitBucketHistogramConfiguration { Boundaries = ExportedMeters.OfRequests(plan) }))
            .UseOtlpExporter();
    }

    public static void AddTelemetryLogs(this IHostApplicationBuilder builder)
    {
        if (IsWanted(builder.Configuration))
        {
            builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        }
    }

    private static TracerProviderBuilder SampleUnlessTold(
        this TracerProviderBuilder tracing, IHostApplicationBuilder builder, decimal samplePercent) =>
        builder.Environment.IsDevelopment() || !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_TRACES_SAMPLER"])
            ? tracing
            : tracing.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler((double)samplePercent / 100)));

    private static bool IsWanted(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
}
