using HdrHistogram;

namespace FairTradeWorker.Ops.Load.Measuring;

/// <summary>
/// Answer times in bounded memory, to three digits, up to a minute: a longer one counts as a minute. For one thread.
/// </summary>
internal sealed class Latencies
{
    private const long LongestMicroseconds = 60_000_000;
    private const int Digits = 3;

    private readonly IntHistogram histogram = new(1, LongestMicroseconds, Digits);

    public long Count => histogram.TotalCount;

    public void Add(TimeSpan time) =>
        histogram.RecordValue(Math.Clamp((long)time.TotalMicroseconds, 1, LongestMicroseconds));

    /// <summary>Milliseconds within which so many percent were answered; null when there are none.</summary>
    public double? At(double percent) => Count == 0 ? null : histogram.GetValueAtPercentile(percent) / 1000d;

    public void Clear() => histogram.Reset();
}
