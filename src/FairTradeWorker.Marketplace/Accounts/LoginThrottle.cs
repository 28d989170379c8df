using System.Security.Cryptography;
using System.Text;
using FairTradeWorker.Marketplace.Platform.Redis;
using FairTradeWorker.Scaling;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// Counts failed sign-ins of an account on all instances, existing or not, so that a password cannot be guessed by
/// trying: after so many failures as the plan says the account's next tries wait until its window has
/// passed since the first of them. A try takes its place before the password is checked and is a failure or none
/// afterwards, so that tries in parallel get no further than tries in turn. Without Redis each instance counts for
/// itself.
/// </summary>
public sealed class LoginThrottle(RedisConnection redis, ScalingPlan plan, TimeProvider clock) : IDisposable
{
    /// <summary>How long to wait when all places are taken by tries that are not decided yet.</summary>
    private static readonly TimeSpan Undecided = TimeSpan.FromSeconds(1);

    // Answers 0 when there is a place, else the milliseconds to wait. The window begins with the first try and is not
    // prolonged by later ones.
    private const string Take = """
        local failed = tonumber(redis.call('HGET', KEYS[1], 'failed') or '0')
        local trying = tonumber(redis.call('HGET', KEYS[1], 'trying') or '0')
        if failed >= tonumber(ARGV[1]) then return math.max(redis.call('PTTL', KEYS[1]), 1) end
        if failed + trying >= tonumber(ARGV[1]) then return tonumber(ARGV[3]) end
        redis.call('HINCRBY', KEYS[1], 'trying', 1)
        if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return 0
        """;

    // A success may have removed the key meanwhile; it must not come back without an end, or below zero.
    private const string GiveBack = """
        if redis.call('EXISTS', KEYS[1]) == 0 and ARGV[1] == '0' then return 0 end
        if tonumber(redis.call('HGET', KEYS[1], 'trying') or '0') > 0 then redis.call('HINCRBY', KEYS[1], 'trying', -1) end
        if ARGV[1] == '1' then redis.call('HINCRBY', KEYS[1], 'failed', 1) end
        if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
        return 1
        """;

    private readonly MemoryCache local = new(Options.Create(new MemoryCacheOptions { SizeLimit = plan.RateLimits.LocalKeys }));

    /// <summary>
    /// Takes a place for a try at this account. Disposing the try gives the place back, unless it was said before how
    /// the try ended.
    /// </summary>
    public async Task<LoginTry> BeginAsync(string normalizedEmail, CancellationToken ct)
    {
        var key = Key(normalizedEmail);
        var wait = await redis.TryAsync(
            async database => TimeSpan.FromMilliseconds((long)await database.ScriptEvaluateAsync(
                Take, [(RedisKey)key], [plan.RateLimits.FailedSignIns, plan.RateLimits.FailedSignInWindow.ToWholeMilliseconds(), (long)Undecided.TotalMilliseconds])),
            () => CountOf(key).Take(clock.GetUtcNow()), ct);
        return new(this, key, wait > TimeSpan.Zero ? wait : null);
    }

    public void Dispose() => local.Dispose();

    internal Task EndAsync(string key, bool failed) => redis.TryAsync(
        async database => (long)await database.ScriptEvaluateAsync(
            GiveBack, [(RedisKey)key], [failed ? "1" : "0", plan.RateLimits.FailedSignInWindow.ToWholeMilliseconds()]),
        () => CountOf(key).GiveBack(failed), CancellationToken.None);

    internal Task ForgiveAsync(string key)
    {
        local.Remove(key);
        return redis.TryAsync(database => database.KeyDeleteAsync(key), () => false, CancellationToken.None);
    }

    // No addresses in Redis.
    private static string Key(string normalizedEmail) =>
        $"login-tries:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normalizedEmail)))}";

    private LocalCount CountOf(string key) => local.GetOrCreate(key, entry =>
    {
        entry.SetSize(1).SetAbsoluteExpiration(plan.RateLimits.FailedSignInWindow);
        return new LocalCount(plan.RateLimits.FailedSignIns, clock.GetUtcNow() + plan.RateLimits.FailedSignInWindow);
    }) ?? throw new InvalidOperationException("A count is never null.");

    private sealed class LocalCount(int most, DateTimeOffset ends)
    {
        private readonly Lock gate = new();
        private int failed;
        private int trying;

        public TimeSpan Take(DateTimeOffset now)
        {
            lock (gate)
            {
                if (failed >= most)
                {
                    return ends - now;
                }

                if (failed + trying >= most)
                {
                    return Undecided;
                }

                trying++;
                return TimeSpan.Zero;
            }
        }

        public long GiveBack(bool hasFailed)
        {
            lock (gate)
            {
                trying = Math.Max(0, trying - 1);
                return failed += hasFailed ? 1 : 0;
            }
        }
    }
}
