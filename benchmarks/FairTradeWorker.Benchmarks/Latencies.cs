namespace FairTradeWorker.Benchmarks;

/// <summary>How long each request took.</summary>
internal sealed class Latencies
{
    private readonly TimeSpan[] sorted;

    public Latencies(IEnumerable<TimeSpan> all)
    {
        sorted = [.. all];
        Array.Sort(sorted);
    }

    /// <summary>The time within which this share of the requests was answered; zero when there was none.</summary>
    public TimeSpan At(double share) => sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
