namespace Aspire.Hosting.Orchestration;

/// <summary>Where projects send traces, metrics and logs: the dashboard.</summary>
internal sealed record TelemetrySettings(string OtlpEndpoint, string ApiKey)
{
    public IEnumerable<KeyValuePair<string, object>> Environment(string resourceName, string suffix) =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", OtlpEndpoint),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        new("OTEL_EXPORTER_OTLP_HEADERS", $"x-otlp-api-key={ApiKey}"),
        new("OTEL_SERVICE_NAME", resourceName),
        new("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={suffix}"),
        // The defaults of up to a minute are for production: here somebody is watching.
        new("OTEL_BSP_SCHEDULE_DELAY", "1000"),
        new("OTEL_BLRP_SCHEDULE_DELAY", "1000"),
        new("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
        new("OTEL_TRACES_SAMPLER", "always_on"),
    ];
}
