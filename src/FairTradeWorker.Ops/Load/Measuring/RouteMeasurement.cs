namespace FairTradeWorker.Ops.Load.Measuring;

/// <summary>What was measured of one kind of request.</summary>
internal sealed class RouteMeasurement
{
    private readonly long[] outcomes = new long[Enum.GetValues<Outcome>().Length];

    /// <summary>Of the requests that were answered as expected.</summary>
    public Latencies Latencies { get; } = new();

    public long Requests => outcomes.Sum();

    /// <summary>All but what was expected and what the rate limit refused.</summary>
    public long Errors => Requests - Of(Outcome.Expected) - Of(Outcome.Limited);

    public long Of(Outcome outcome) => outcomes[(int)outcome];

    public void Add(Outcome outcome, TimeSpan elapsed)
    {
        outcomes[(int)outcome]++;
        if (outcome == Outcome.Expected)
        {
            Latencies.Add(elapsed);
        }
    }
}
