using System.Globalization;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>What a quota said to one request, and what is left of it.</summary>
/// <param name="Quota">Which one.</param>
/// <param name="IsTaken">Whether there was one request left.</param>
/// <param name="Debt">Microseconds until all of it will have come back, this request included.</param>
internal readonly record struct Spending(Quota Quota, bool IsTaken, long Debt)
{
    private const long Second = 1_000_000;

    /// <summary>Requests that may follow at once.</summary>
    public long Remaining => (Quota.Most - Debt) / Quota.Interval;

    /// <summary>Whole seconds until the quota is whole again, if nothing more is spent.</summary>
    public long SecondsUntilWhole => RoundUp(Debt);

    /// <summary>Whole seconds after which one more request is certain to be taken; 0 when it would be now.</summary>
    public long SecondsUntilNext => RoundUp(Math.Max(Debt + Quota.Interval - Quota.Most, 0));

    /// <summary>The quota's item in <c>RateLimit</c>.</summary>
    public string StateItem => string.Create(
        CultureInfo.InvariantCulture, $"\"{Quota.Name}\";r={Remaining};t={SecondsUntilWhole}");

    private static long RoundUp(long microseconds) => (microseconds + Second - 1) / Second;
}
