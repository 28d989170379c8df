using System.Collections.Concurrent;
using System.Collections.Frozen;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Redis;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>
/// The deleted accounts whose access tokens may still be alive; every sign-in's token is checked against it. Redis
/// makes a deletion known to all instances at once. Every few seconds an instance also reads the few rows that say so
/// in the database, so that a Redis that is away, or has lost its memory, delays a refusal and does not prevent it.
/// </summary>
internal sealed partial class ErasedAccounts(
    RedisConnection redis, ReadRouter router, TimeProvider clock, ILogger<ErasedAccounts> logger)
{
    /// <summary>Longer than any access token lives; see <see cref="AuthOptions.AccessTokenLifetime"/>.</summary>
    public static readonly TimeSpan TokensAreDeadAfter = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> erasedHere = new();
    private FrozenSet<Guid> fromRows = [];
    private long nextRead;

    public async Task<bool> ContainsAsync(Guid userId, CancellationToken ct)
    {
        await ReadRowsAsync(ct);
        return erasedHere.ContainsKey(userId) || fromRows.Contains(userId) ||
            await redis.TryAsync(database => database.KeyExistsAsync(Key(userId)), () => false, ct);
    }

    /// <summary>Makes a deletion known that has been committed.</summary>
    public Task AddAsync(Guid userId)
    {
        erasedHere[userId] = clock.GetUtcNow();
        return redis.TryAsync(
            database => database.StringSetAsync(Key(userId), "1", TokensAreDeadAfter), () => false, CancellationToken.None);
    }

    private static string Key(Guid userId) => $"erased-account:{userId:N}";

    // One request every few seconds reads; the others go on with what is known.
    private async Task ReadRowsAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = Volatile.Read(ref nextRead);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref nextRead, (now + ReadEvery).UtcTicks, due) != due)
        {
            return;
        }

        foreach (var (id, erasedAt) in erasedHere)
        {
            if (erasedAt + TokensAreDeadAfter < now)
            {
                erasedHere.TryRemove(id, out _);
            }
        }

        try
        {
            var ids = await router.RunAsync(Reading.Current, (db, token) =>
                db.Database.SqlQueryRaw<Guid>($"select id as \"Value\" from users where {UserConfiguration.JustErased}").ToListAsync(token), ct);
            Volatile.Write(ref fromRows, ids.ToFrozenSet());
        }
        catch (Exception exception) when (exception.IsUnavailable())
        {
            Log.NotRead(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The deleted accounts could not be read; what is known of them goes on to hold")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
