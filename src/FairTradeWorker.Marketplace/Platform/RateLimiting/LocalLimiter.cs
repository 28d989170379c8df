using FairTradeWorker.Scaling;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>
/// Counts requests of this instance alone, while Redis is away. It remembers at most
/// <see cref="Scaling.Plan.RateLimits.LocalKeys"/> callers in two generations: when the younger is full, the older is
/// forgotten and whoever comes again moves into a new one. Who was forgotten has his whole share again, never more.
/// </summary>
internal sealed class LocalLimiter(ScalingPlan plan, TimeProvider clock)
{
    private readonly int generation = Math.Max(plan.RateLimits.LocalKeys / 2, 1);
    private readonly Lock turn = new();
    private Dictionary<(string Caller, string Quota), long> young = [];
    private Dictionary<(string Caller, string Quota), long> old = [];

    /// <summary>How many numbers are remembered now.</summary>
    public int Count
    {
        get
        {
            lock (turn)
            {
                return young.Count + old.Count;
            }
        }
    }

    /// <summary>One spending for each limit.</summary>
    public Spending[] Take(string caller, IReadOnlyList<Limit> limits)
    {
        var now = (long)clock.GetElapsedTime(0).TotalMicroseconds;
        var spendings = new Spending[limits.Count];
        lock (turn)
        {
            for (var i = 0; i < limits.Count; i++)
            {
                var quota = limits[i].Here;
                var key = (caller, quota.Name);
                var freeAt = young.TryGetValue(key, out var known) || old.TryGetValue(key, out known) ? known : 0;
                spendings[i] = Gcra.Take(quota, freeAt, now);
                Remember(key, now + spendings[i].Debt);
            }
        }

        return spendings;
    }

    private void Remember((string Caller, string Quota) key, long freeAt)
    {
        if (young.Count >= generation && !young.ContainsKey(key))
        {
            (old, young) = (young, []);
        }

        young[key] = freeAt;
        old.Remove(key);
    }
}
