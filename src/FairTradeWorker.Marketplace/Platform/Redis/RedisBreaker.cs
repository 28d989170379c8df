using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Marketplace.Platform.Redis;

/// <summary>
/// Leaves a Redis alone that did not answer several times in a row, so that not every request waits for it; now and
/// then one request tries again, and its success lets all others follow. Made for many requests at the same time.
/// </summary>
internal sealed class RedisBreaker(RedisLimits limits, TimeProvider clock)
{
    private int failures;

    // When the next try is due; 0 while Redis answers.
    private long nextTry;

    /// <summary>Whether Redis is left alone.</summary>
    public bool IsOpen => Volatile.Read(ref nextTry) != 0;

    /// <summary>Whether to ask Redis now.</summary>
    public bool MayTry()
    {
        var due = Volatile.Read(ref nextTry);
        return due == 0 || (clock.GetTimestamp() >= due && Interlocked.CompareExchange(ref nextTry, Later(), due) == due);
    }

    /// <summary>Redis has answered; true when it had been left alone until now.</summary>
    public bool Succeeded()
    {
        if (Volatile.Read(ref failures) == 0)
        {
            return false;
        }

        Volatile.Write(ref failures, 0);
        return Interlocked.Exchange(ref nextTry, 0) != 0;
    }

    /// <summary>Redis did not answer in time; true when it is left alone from now on.</summary>
    public bool Failed() =>
        Interlocked.Increment(ref failures) >= limits.Failures && Interlocked.CompareExchange(ref nextTry, Later(), 0) == 0;

    private long Later() => clock.GetTimestamp() + (long)(limits.OpenFor.TotalSeconds * clock.TimestampFrequency);
}
