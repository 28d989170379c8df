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
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], ICollectorChild> known = new(TagComparer.Instance);
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], ICollectorChild>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> byTags;
    private readonly Instrument instrument;
    private readonly IMetricFactory metrics;
    private readonly string name;
    private readonly double[] boundaries;
    private readonly bool isUpDown;

    public InstrumentSeries(Instrument instrument, IMetricFactory metrics, double[] boundaries)
    {
        (this.instrument, this.metrics, this.boundaries) = (instrument, metrics, boundaries);
        (name, isUpDown) = (PrometheusName.Of(instrument), PrometheusName.IsUpDown(instrument));
        byTags = known.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    /// <summary>
    /// Runs a dozen times in each request. An observable instrument is asked once for each scrape, and its series can
    /// go, so it takes the long way.
    /// </summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.IsObservable)
        {
            var (family, values) = FamilyOf(tags);
            Record(value, ChildOf(family, values));
            family.Seen?.TryAdd(string.Join('\n', values), values);
            return;
        }

        if (!byTags.TryGetValue(tags, out var child))
        {
            var (family, values) = FamilyOf(tags);
            child = ChildOf(family, values);
            // Tags are closed sets, so there are about as many of these as there are series.
            byTags.TryAdd(tags, child);
        }

        Record(value, child);
    }

    private void Record(double value, ICollectorChild child)
    {
        switch (child)
        {
            case Histogram.Child histogram:
                histogram.Observe(value);
                break;
            case Counter.Child counter when instrument.IsObservable:
                counter.IncTo(value);
                break;
            case Counter.Child counter:
                counter.Inc(value);
                break;
            case Gauge.Child gauge when isUpDown:
                gauge.Inc(value);
                break;
            case Gauge.Child gauge:
                gauge.Set(value);
                break;
        }
    }

    private static ICollectorChild ChildOf(Family family, string[] values) => family.Collector switch
    {
        Histogram histogram => histogram.WithLabels(values),
        Counter counter => counter.WithLabels(values),
        Gauge gauge => gauge.WithLabels(values),
        var other => throw new InvalidOperationException($"{other.Name} is no collector of ours."),
    };

    private (Family Family, string[] Values) FamilyOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        var family = families.GetOrAdd(string.Join(',', labels.Select(label => label.Name)), _ => Create([.. labels.Select(label => label.Name)]));
        return (family, [.. labels.Select(label => label.Value)]);
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
