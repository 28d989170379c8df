using System.Collections.Concurrent;
using FairTradeWorker.Marketplace.Platform.Redis;
using FairTradeWorker.Scaling;
using StackExchange.Redis;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>
/// At most so many streams for each user as the plan says, over all instances. Places are entries of a sorted set that
/// expire unless their stream renews them, so an instance that dies gives them back. Without Redis each instance
/// counts its own.
/// </summary>
internal sealed class StreamLimit(RedisConnection redis, ScalingPlan plan, TimeProvider clock)
{
    // Server time, because the instances' clocks differ. Whole seconds: fractions would print differently on Garnet.
    private const string Take = """
        local now = tonumber(redis.call('TIME')[1])
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
        if redis.call('ZSCORE', KEYS[1], ARGV[1]) == false and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
        redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
        redis.call('EXPIRE', KEYS[1], ARGV[3])
        return 1
        """;

    private readonly ConcurrentDictionary<Guid, int> local = new();

    /// <summary>A place for one more stream of the user, or null when he has all of them.</summary>
    public async Task<StreamPlace?> TakeAsync(Guid userId, CancellationToken ct)
    {
        var place = new StreamPlace(userId, Guid.CreateVersion7(clock.GetUtcNow()).ToString(), this);
        if (local.AddOrUpdate(userId, 1, (_, count) => count + 1) <= plan.Streams.PerUser && await RenewAsync(place, ct))
        {
            return place;
        }

        Forget(userId);
        return null;
    }

    public Task<bool> RenewAsync(StreamPlace place, CancellationToken ct) => redis.TryAsync(
        async database => (long)await database.ScriptEvaluateAsync(
            Take, [(RedisKey)Key(place.UserId)], [place.Id, plan.Streams.PerUser, plan.Streams.Expiry.ToWholeSeconds()]) == 1,
        withoutRedis: () => true, ct);

    public async ValueTask GiveBackAsync(StreamPlace place)
    {
        Forget(place.UserId);
        await redis.TryAsync(database => database.SortedSetRemoveAsync(Key(place.UserId), place.Id), () => false, CancellationToken.None);
    }

    private void Forget(Guid userId)
    {
        if (local.AddOrUpdate(userId, 0, (_, count) => count - 1) <= 0)
        {
            local.TryRemove(new(userId, 0));
        }
    }

    private static string Key(Guid userId) => $"live-streams:{userId:N}";
}

/// <summary>One stream's place; disposing gives it back.</summary>
internal sealed record StreamPlace(Guid UserId, string Id, StreamLimit Limit) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Limit.GiveBackAsync(this);
}
