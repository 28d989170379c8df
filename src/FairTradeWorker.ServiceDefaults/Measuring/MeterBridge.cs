using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FairTradeWorker.Scaling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>
/// Carries what the meters of .NET measure into a registry of prometheus-net, under OpenTelemetry's names.
/// docs/adr/0007-metrics.md says why prometheus-net's own adapter does not do it.
/// </summary>
internal sealed partial class MeterBridge : IHostedService, IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentBag<InstrumentSeries> observable = [];
    private readonly Lock observing = new();
    private readonly IMeterFactory meters;
    private readonly ScalingPlan plan;
    private readonly ILogger<MeterBridge> logger;
    private readonly IMetricFactory metrics;

    public MeterBridge(IMeterFactory meters, ScalingPlan plan, ILogger<MeterBridge> logger)
    {
        (this.meters, this.plan, this.logger) = (meters, plan, logger);
        metrics = Metrics.WithCustomRegistry(Registry);
        listener.InstrumentPublished = Publish;
        listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record((double)value, tags, state));
        listener.Start();
        Registry.AddBeforeCollectCallback(Observe);
    }

    /// <summary>What /metrics shows.</summary>
    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    /// <summary>Nothing: it listens since it was made. Being started makes it before the first request.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (state is InstrumentSeries series)
        {
            series.Record(value, tags);
        }
    }

    private void Publish(Instrument instrument, MeterListener to)
    {
        // Another host in this process has meters of the same names; those of its factory are its own.
        if (!ExportedMeters.Contain(instrument.Meter) || (instrument.Meter.Scope is { } scope && !ReferenceEquals(scope, meters)))
        {
            return;
        }

        var series = new InstrumentSeries(instrument, metrics, ExportedMeters.BoundariesOf(instrument, plan));
        if (instrument.IsObservable)
        {
            observable.Add(series);
        }

        to.EnableMeasurementEvents(instrument, series);
    }

    private void Observe()
    {
        lock (observing)
        {
            foreach (var series in observable)
            {
                series.BeforeObservation();
            }

            try
            {
                listener.RecordObservableInstruments();
            }
            catch (AggregateException failed)
            {
                // The others were asked all the same; what failed is absent.
                Log.NotObserved(logger, failed);
            }

            foreach (var series in observable)
            {
                series.AfterObservation();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A gauge could not be read")]
        public static partial void NotObserved(ILogger logger, Exception exception);
    }
}
