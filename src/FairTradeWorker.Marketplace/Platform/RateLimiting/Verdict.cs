namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>
/// What all quotas of a request say together. Each judges for itself and counts every request that it has room for, so
/// a request that one refuses still counts in the other.
/// </summary>
/// <param name="Spendings">One for each quota, the plan's first.</param>
/// <param name="IsShared">Whether Redis has counted, for all instances; else this instance for itself.</param>
internal sealed record Verdict(IReadOnlyList<Spending> Spendings, bool IsShared)
{
    public bool IsAllowed => Spendings.All(spending => spending.IsTaken);

    /// <summary>
    /// Whole seconds after which the same request passes all quotas, if the caller makes no other in the meantime. A
    /// quota that this request has just emptied counts too.
    /// </summary>
    public int RetryAfterSeconds => (int)Math.Clamp(Spendings.Max(spending => spending.SecondsUntilNext), 1, int.MaxValue);

    /// <summary>The first quota that refuses.</summary>
    public Quota? Refusing => Spendings.Where(spending => !spending.IsTaken).Select(spending => spending.Quota).FirstOrDefault();

    public string PolicyHeader => Spendings.Count == 1
        ? Spendings[0].Quota.PolicyItem
        : string.Join(", ", Spendings.Select(spending => spending.Quota.PolicyItem));

    public string StateHeader => Spendings.Count == 1
        ? Spendings[0].StateItem
        : string.Join(", ", Spendings.Select(spending => spending.StateItem));
}
