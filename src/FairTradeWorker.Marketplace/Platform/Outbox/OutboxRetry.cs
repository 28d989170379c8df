using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>When a failed message is tried again; a pure function.</summary>
internal static class OutboxRetry
{
    /// <summary>
    /// Exponential with full jitter: anywhere between now and the bound, which doubles from the first to the longest wait.
    /// </summary>
    /// <param name="attempts">How often it was tried, at least 1.</param>
    /// <param name="random">0 to 1.</param>
    /// <returns>Null when it is old enough to be given up.</returns>
    public static DateTimeOffset? NextAttempt(WorkerLimits limits, DateTimeOffset occurredAt, int attempts, DateTimeOffset now, double random)
    {
        if (now - occurredAt >= limits.OutboxGiveUpAfter)
        {
            return null;
        }

        var bound = Math.Min(limits.OutboxLongestRetry.TotalSeconds, limits.OutboxFirstRetry.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30)));
        return now + TimeSpan.FromSeconds(bound * random);
    }
}
