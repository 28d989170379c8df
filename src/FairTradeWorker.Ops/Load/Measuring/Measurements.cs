using FairTradeWorker.Ops.Load.Journeys;

namespace FairTradeWorker.Ops.Load.Measuring;

/// <summary>
/// All that is measured of a run, in memory that does not grow with the number of requests. For any number of threads.
/// </summary>
internal sealed class Measurements
{
    private const int KeptFaults = 50;
    private const int KeptText = 300;

    private readonly Lock gate = new();
    private readonly RouteMeasurement[] routes = [.. Routes.All.Select(_ => new RouteMeasurement())];
    private readonly Dictionary<(string Route, string What), Fault> faults = [];
    private readonly Latencies interval = new();
    private long intervalRequests;
    private long intervalErrors;
    private long intervalLimited;

    /// <summary>Of everything together.</summary>
    public RouteMeasurement Total { get; } = new();

    public RouteMeasurement Of(Route route) => routes[route.Number];

    /// <summary>The kinds of unexpected answers, with the first example of each.</summary>
    public IReadOnlyList<Fault> Faults
    {
        get
        {
            lock (gate)
            {
                return [.. faults.Values.OrderByDescending(fault => fault.Count)];
            }
        }
    }

    public void Add(Route route, Outcome outcome, TimeSpan elapsed)
    {
        lock (gate)
        {
            routes[route.Number].Add(outcome, elapsed);
            Total.Add(outcome, elapsed);
            intervalRequests++;
            switch (outcome)
            {
                case Outcome.Expected:
                    interval.Add(elapsed);
                    break;
                case Outcome.Limited:
                    intervalLimited++;
                    break;
                default:
                    intervalErrors++;
                    break;
            }
        }
    }

    /// <summary>Remembers what kind of fault it was.</summary>
    /// <param name="what">The status, or the name of the failure.</param>
    /// <param name="example">What was said; the beginning of the first one is kept.</param>
    public void Explain(Route route, string what, string example)
    {
        lock (gate)
        {
            if (faults.TryGetValue((route.Name, what), out var known))
            {
                faults[(route.Name, what)] = known with { Count = known.Count + 1 };
            }
            else if (faults.Count < KeptFaults)
            {
                faults[(route.Name, what)] = new(route.Name, what, 1, example[..Math.Min(example.Length, KeptText)]);
            }
        }
    }

    /// <summary>Ends an interval and begins the next one.</summary>
    public Moment Cut(TimeSpan at, TimeSpan length, int users, MachineMoment? load)
    {
        lock (gate)
        {
            var seconds = length.TotalSeconds;
            var moment = new Moment(
                at.TotalSeconds, users, intervalRequests / seconds, intervalErrors / seconds, intervalLimited / seconds,
                interval.At(50), interval.At(95), interval.At(99), load);
            interval.Clear();
            (intervalRequests, intervalErrors, intervalLimited) = (0, 0, 0);
            return moment;
        }
    }
}

/// <summary>A kind of answer that the journey did not expect.</summary>
/// <param name="What">The status, or the name of the failure.</param>
/// <param name="Example">The beginning of the first one.</param>
internal sealed record Fault(string Route, string What, long Count, string Example);
