using FairTradeWorker.Marketplace.Platform.Redis;
using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace FairTradeWorker.Marketplace.Platform.Caching;

/// <summary>
/// Redis behind HybridCache. The stock one waits for seconds when Redis hangs; this one loses its patience as all our
/// uses of Redis do, and then there is simply nothing in it.
/// </summary>
internal sealed class PatientRedisCache(RedisConnection redis) : IDistributedCache
{
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        var value = await redis.TryAsync(database => database.StringGetAsync(Name(key)), () => RedisValue.Null, token);
        return value.IsNull ? null : (byte[]?)value;
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        redis.TryAsync(database => database.StringSetAsync(Name(key), value, LifetimeOf(options)), () => false, token);

    public Task RemoveAsync(string key, CancellationToken token = default) =>
        redis.TryAsync(database => database.KeyDeleteAsync(Name(key)), () => false, token);

    /// <summary>What is kept is kept until its time; nothing slides.</summary>
    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public byte[]? Get(string key) => throw new NotSupportedException("Only asynchronous use.");

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException("Only asynchronous use.");

    public void Refresh(string key) => throw new NotSupportedException("Only asynchronous use.");

    public void Remove(string key) => throw new NotSupportedException("Only asynchronous use.");

    private static TimeSpan LifetimeOf(DistributedCacheEntryOptions options) => options.AbsoluteExpirationRelativeToNow
        ?? throw new NotSupportedException("What is kept is kept for a time.");

    private static string Name(string key) => $"cache:{key}";
}
