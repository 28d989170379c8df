namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>When a failed message is tried again; a pure function.</summary>
internal static class OutboxRetry
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>
    /// Exponential with full jitter: anywhere between now and the bound, which doubles from one second to ten minutes.
    /// </summary>
    /// <param name="attempts">How often it was tried, at least 1.</param>
    /// <param name="random">0 to 1.</param>
    /// <returns>Null when it is old enough to be given up.</returns>
    public static DateTimeOffset? NextAttempt(DateTimeOffset occurredAt, int attempts, DateTimeOffset now, double random)
    {
        if (now - occurredAt >= GiveUpAfter)
        {
            return null;
        }

        var bound = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30)));
        return now + TimeSpan.FromSeconds(bound * random);
    }
}
