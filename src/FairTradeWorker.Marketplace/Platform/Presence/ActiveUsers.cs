using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Redis;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace FairTradeWorker.Marketplace.Platform.Presence;

/// <summary>
/// Meter <c>FairTradeWorker.Users</c>: how many different users have signed requests in the last five minutes, on all
/// instances together. Every few seconds each instance adds those that it has seen to a HyperLogLog of Redis, so a
/// request costs nothing and the number is right to about one percent. Without Redis nothing is reported.
/// </summary>
internal sealed class ActiveUsers : BackgroundService
{
    private const string Prefix = "users:active:";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly RedisConnection redis;
    private readonly TimeProvider clock;
    private ConcurrentDictionary<Guid, byte> seen = new();
    private long? count;

    public ActiveUsers(RedisConnection redis, TimeProvider clock, IMeterFactory meters)
    {
        (this.redis, this.clock) = (redis, clock);
        meters.Create("FairTradeWorker.Users").CreateObservableGauge(
            "ftw.users.active", () => count is { } number ? [new Measurement<long>(number)] : Array.Empty<Measurement<long>>(), "{user}",
            "Signed-in users of the last five minutes, of all instances");
    }

    /// <summary>Takes note of a user.</summary>
    public void Saw(Guid user) => Volatile.Read(ref seen).TryAdd(user, 0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            count = await ExchangeAsync(stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Users that Redis did not take are seen again when they come back, or were gone anyway.
    private async Task<long?> ExchangeAsync(CancellationToken ct)
    {
        var users = Interlocked.Exchange(ref seen, new());
        var slice = clock.GetUtcNow().Ticks / Slice.Ticks;
        RedisKey[] keys = [.. Enumerable.Range(0, (int)(Window / Slice)).Select(age => Key(slice - age))];
        RedisValue[] values = [.. users.Keys.Select(user => (RedisValue)user.ToByteArray())];
        try
        {
            return await redis.TryAsync<long?>(async database =>
            {
                if (values.Length > 0)
                {
                    await database.HyperLogLogAddAsync(keys[0], values);
                    await database.KeyExpireAsync(keys[0], Window + Slice);
                }

                return await database.HyperLogLogLengthAsync(keys);
            }, () => null, ct);
        }
        catch (OperationCanceledException)
        {
            // The process is stopping.
            return null;
        }
    }

    private static RedisKey Key(long slice) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{slice}");
}
