namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>
/// The generic cell rate algorithm: of each caller one number is remembered, the time at which all that he spent will
/// have come back. How far it lies ahead is his debt. A request adds one interval to it, or is refused when the debt
/// would exceed the quota; what is refused adds nothing, so nobody is locked out by knocking.
/// </summary>
internal static class Gcra
{
    /// <summary>Judges one request. <see cref="GcraScript"/> does the same on Redis; a test compares the two.</summary>
    /// <param name="freeAt">When all comes back, in microseconds of the same clock as <paramref name="now"/>; 0 for a new caller.</param>
    public static Spending Take(Quota quota, long freeAt, long now)
    {
        var debt = Math.Max(freeAt - now, 0);
        if (debt > quota.Most)
        {
            // No request of this quota has caused that: the clock was set back, or the quota was larger. The script says so too.
            debt = 0;
        }

        return debt + quota.Interval <= quota.Most
            ? new(quota, IsTaken: true, debt + quota.Interval)
            : new(quota, IsTaken: false, debt);
    }
}
