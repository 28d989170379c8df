using FairTradeWorker.Marketplace.Platform.Redis;
using StackExchange.Redis;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>Counts requests for all instances together, in one round trip to Redis whatever the number of quotas.</summary>
internal sealed class SharedLimiter(RedisConnection redis)
{
    /// <summary>One spending for each limit; null when Redis is away.</summary>
    public Task<Spending[]?> TakeAsync(string caller, IReadOnlyList<Limit> limits, CancellationToken ct)
    {
        var keys = new RedisKey[limits.Count];
        var arguments = new RedisValue[limits.Count * 2];
        for (var i = 0; i < limits.Count; i++)
        {
            var quota = limits[i].Everywhere;
            keys[i] = Key(caller, quota);
            arguments[2 * i] = quota.Interval;
            arguments[(2 * i) + 1] = quota.Most;
        }

        return redis.TryAsync<Spending[]?>(
            async database => Read(limits, await database.ScriptEvaluateAsync(GcraScript.Text, keys, arguments)),
            withoutRedis: () => null, ct);
    }

    // The braces keep all keys of a caller in one slot of a cluster.
    private static string Key(string caller, Quota quota) => $"rate:{{{caller}}}:{quota.Name}";

    private static Spending[] Read(IReadOnlyList<Limit> limits, RedisResult result)
    {
        var numbers = (long[]?)result ?? [];
        var spendings = new Spending[limits.Count];
        for (var i = 0; i < limits.Count; i++)
        {
            spendings[i] = new(limits[i].Everywhere, numbers[2 * i] == 1, numbers[(2 * i) + 1]);
        }

        return spendings;
    }
}
