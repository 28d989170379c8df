using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Prometheus;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>The series of one instrument. Recording may happen on many threads at once.</summary>
internal sealed class InstrumentSeries
{
    private const string Route = "http.route";

    // What else ASP.NET Core says of a request would only multiply the series.
    private static readonly string[] LabelsOfRequests = ["http.request.method", Route, "http.response.status_code"];

    private static readonly ExemplarBehavior WithTrace = new() { DefaultExemplarProvider = (_, _) => OfRecordedTrace() };

    private readonly ConcurrentDictionary<string, Family> families = new();
    private readonly Instrument instrument;
    private readonly IMetricFactory metrics;
    private readonly string name;
    private readonly double[] boundaries;

    public InstrumentSeries(Instrument instrument, IMetricFactory metrics, double[] boundaries)
    {
        (this.instrument, this.metrics, this.boundaries) = (instrument, metrics, boundaries);
        name = PrometheusName.Of(instrument);
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        var family = families.GetOrAdd(string.Join(',', labels.Select(label => label.Name)), _ => Create([.. labels.Select(label => label.Name)]));
        string[] values = [.. labels.Select(label => label.Value)];
        switch (family.Collector)
        {
            case Histogram histogram:
                histogram.WithLabels(values).Observe(value);
                break;
            case Counter counter when instrument.IsObservable:
                counter.WithLabels(values).IncTo(value);
                break;
            case Counter counter:
                counter.WithLabels(values).Inc(value);
                break;
            case Gauge gauge when PrometheusName.IsUpDown(instrument):
                gauge.WithLabels(values).Inc(value);
                break;
            case Gauge gauge:
                gauge.WithLabels(values).Set(value);
                break;
        }

        family.Seen?.TryAdd(string.Join('\n', values), values);
    }

    /// <summary>Begins to note what an observable instrument tells.</summary>
    public void BeforeObservation()
    {
        foreach (var family in families.Values)
        {
            family.Before = family.Seen?.ToArray() ?? [];
            family.Seen?.Clear();
        }
    }

    /// <summary>What is no longer told is gone: an old value would look like a new one.</summary>
    public void AfterObservation()
    {
        foreach (var family in families.Values)
        {
            foreach (var (key, values) in family.Before)
            {
                if (family.Seen?.ContainsKey(key) == false)
                {
                    (family.Collector as Gauge)?.RemoveLabelled(values);
                    (family.Collector as Counter)?.RemoveLabelled(values);
                }
            }
        }
    }

    private static Exemplar OfRecordedTrace() => Activity.Current is { Recorded: true } ? Exemplar.FromTraceContext() : Exemplar.None;

    private List<(string Name, string Value)> LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var ofRequest = instrument.Name == ExportedMeters.RequestDuration;
        var labels = new List<(string Name, string Value)>(tags.Length);
        var hasRoute = false;
        foreach (var (key, value) in tags)
        {
            if (!ofRequest || Array.IndexOf(LabelsOfRequests, key) >= 0)
            {
                hasRoute |= key == Route;
                labels.Add((PrometheusName.OfLabel(key), Text(value)));
            }
        }

        if (ofRequest && !hasRoute)
        {
            // Whatever strangers ask for that no route answers is one value.
            labels.Add((PrometheusName.OfLabel(Route), "unmatched"));
        }

        labels.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return labels;
    }

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private Family Create(string[] labels)
    {
        var help = instrument.Description ?? instrument.Name;
        Collector collector = PrometheusName.IsHistogram(instrument)
            ? metrics.CreateHistogram(name, help, labels, new HistogramConfiguration { Buckets = boundaries, ExemplarBehavior = WithTrace })
            : PrometheusName.IsCounter(instrument)
                ? metrics.CreateCounter(name, help, labels, new CounterConfiguration { ExemplarBehavior = ExemplarBehavior.NoExemplars() })
                : metrics.CreateGauge(name, help, labels);
        return new(collector, instrument.IsObservable ? new() : null);
    }

    /// <param name="Seen">What an observable instrument told in the observation that runs or was last.</param>
    private sealed record Family(Collector Collector, ConcurrentDictionary<string, string[]>? Seen)
    {
        public IReadOnlyList<KeyValuePair<string, string[]>> Before { get; set; } = [];
    }
}
