using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prometheus;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>/metrics, in the text format of Prometheus or OpenMetrics, for those who may reach the port of operators.</summary>
internal static class MeasuringServices
{
    private static readonly PathString Path = "/metrics";

    public static void AddMeasuring(this IHostApplicationBuilder builder)
    {
        var port = ManagementPort.Open(builder.Configuration);
        builder.Services.AddSingleton(port);
        builder.Services.AddSingleton<MeterBridge>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MeterBridge>());
        builder.Services.AddHostedService<ProcessMetrics>();
        if (builder.Configuration[$"{ManagementOptions.Section}:{nameof(ManagementOptions.TargetsFolder)}"] is { Length: > 0 } folder && port.Number is not null)
        {
            builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ScrapeTarget>(provider, folder));
        }
    }

    /// <summary>First in the pipeline: the port of operators answers this and nothing else, and nobody counts it.</summary>
    public static void UseMeasuring(this WebApplication app)
    {
        var port = app.Services.GetRequiredService<ManagementPort>();
        var registry = app.Services.GetRequiredService<MeterBridge>().Registry;
        var everywhere = port.Number is null && app.Environment.IsDevelopment();
        app.MapWhen(context => port.IsOf(context) || (everywhere && context.Request.Path == Path), operators =>
        {
            operators.Use((context, next) =>
            {
                context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
                return next(context);
            });
            operators.UseMetricServer(settings => settings.Registry = registry, Path);
            operators.Run(context =>
            {
                // A route that callers have may have been found already; here nobody is a caller.
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });
    }
}
