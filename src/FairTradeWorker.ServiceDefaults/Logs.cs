using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace FairTradeWorker.ServiceDefaults;

/// <summary>
/// Logs through Serilog: lines for people in Development, JSON for machines elsewhere; the same events go to
/// OpenTelemetry. <c>Logging__Level</c> sets the lowest level of our own events (Information).
/// </summary>
internal static class Logs
{
    private const string PeopleTemplate = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        var lowest = Enum.TryParse<LogEventLevel>(builder.Configuration["Logging:Level"], ignoreCase: true, out var level)
            ? level
            : LogEventLevel.Information;
        // Serilog is the only filter; without this the framework would drop events before it sees them.
        builder.Logging.ClearProviders();
        builder.AddTelemetryLogs();
        builder.Services.AddSerilog(configuration =>
        {
            configuration.MinimumLevel.Is(lowest)
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                // A refused command comes to us as an exception, which is handled or logged where it ends.
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Fatal)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
                .Enrich.FromLogContext();
            _ = builder.Environment.IsDevelopment()
                ? configuration.WriteTo.Console(outputTemplate: PeopleTemplate, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
                : configuration.WriteTo.Console(new RenderedCompactJsonFormatter());
        }, preserveStaticLogger: true, writeToProviders: true);
    }
}
