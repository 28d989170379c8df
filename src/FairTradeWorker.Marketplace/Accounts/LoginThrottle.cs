using System.Security.Cryptography;
using System.Text;
using FairTradeWorker.Marketplace.Platform.Redis;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// Counts failed sign-ins of an account on all instances, existing or not, so that a password cannot be guessed by
/// trying: after <see cref="MaxFailures"/> failures the account's next tries wait until <see cref="Window"/> has
/// passed since the first of them. Without Redis each instance counts for itself.
/// </summary>
public sealed class LoginThrottle(RedisConnection redis, TimeProvider clock) : IDisposable
{
    public const int MaxFailures = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    // The window begins with the first failure and is not prolonged by later ones.
    private const string CountFailure = """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return count
        """;

    private readonly MemoryCache local = new(Options.Create(new MemoryCacheOptions { SizeLimit = 100_000 }));

    /// <summary>Null when a try is allowed, else how long to wait.</summary>
    public async Task<TimeSpan?> WaitAsync(string normalizedEmail, CancellationToken ct)
    {
        var key = Key(normalizedEmail);
        return await redis.TryAsync(async database =>
        {
            var failures = database.StringGetAsync(key);
            var remaining = database.KeyTimeToLiveAsync(key);
            return (long?)await failures >= MaxFailures ? await remaining ?? Window : (TimeSpan?)null;
        }, () => LocalWait(key), ct);
    }

    public Task FailedAsync(string normalizedEmail, CancellationToken ct)
    {
        var key = Key(normalizedEmail);
        return redis.TryAsync(
            async database => (long)await database.ScriptEvaluateAsync(
                CountFailure, [(RedisKey)key], [(long)Window.TotalMilliseconds]),
            () => CountLocally(key), ct);
    }

    public Task SucceededAsync(string normalizedEmail, CancellationToken ct)
    {
        var key = Key(normalizedEmail);
        local.Remove(key);
        return redis.TryAsync(database => database.KeyDeleteAsync(key), () => false, ct);
    }

    public void Dispose() => local.Dispose();

    // No addresses in Redis.
    private static string Key(string normalizedEmail) =>
        $"login-failures:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normalizedEmail)))}";

    private TimeSpan? LocalWait(string key) =>
        local.Get<LocalCount>(key) is { Failures: >= MaxFailures } count ? count.Ends - clock.GetUtcNow() : null;

    private long CountLocally(string key)
    {
        var count = local.GetOrCreate(key, entry =>
        {
            entry.SetSize(1).SetAbsoluteExpiration(Window);
            return new LocalCount(clock.GetUtcNow() + Window);
        });
        return count?.Increment() ?? 0;
    }

    private sealed class LocalCount(DateTimeOffset ends)
    {
        private int failures;

        public int Failures => Volatile.Read(ref failures);

        public DateTimeOffset Ends => ends;

        public int Increment() => Interlocked.Increment(ref failures);
    }
}
