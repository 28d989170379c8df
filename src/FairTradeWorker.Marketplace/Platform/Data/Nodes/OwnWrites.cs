using System.Collections.Concurrent;
using FairTradeWorker.Marketplace.Platform.Redis;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>
/// Who has written a moment ago. Such a user reads from the primary and past the caches, on every instance, so that he
/// sees what he did; a moment is longer than any replica in rotation can be behind.
/// </summary>
internal sealed class OwnWrites(RedisConnection redis, ScalingPlan plan, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, long> here = new();
    private long nextSweep;

    /// <summary>Remembers a write, before it is answered.</summary>
    public async Task NoteAsync(Guid userId)
    {
        Sweep();
        here[userId] = clock.GetTimestamp();
        await redis.TryAsync(
            database => database.StringSetAsync(Key(userId), 1, plan.Replicas.RememberWriteFor), () => false, CancellationToken.None);
    }

    /// <summary>Whether the user has written a moment ago; true as well when nobody can tell.</summary>
    public async Task<bool> HasAsync(Guid userId, CancellationToken ct) =>
        (here.TryGetValue(userId, out var at) && clock.GetElapsedTime(at) < plan.Replicas.RememberWriteFor) ||
        await redis.TryAsync(database => database.KeyExistsAsync(Key(userId)), () => true, ct);

    private static string Key(Guid userId) => $"wrote:{userId:N}";

    // Whoever writes pays for forgetting the others, once in a while.
    private void Sweep()
    {
        var due = Volatile.Read(ref nextSweep);
        var now = clock.GetTimestamp();
        if (now < due || Interlocked.CompareExchange(ref nextSweep, now + clock.TimestampFrequency, due) != due)
        {
            return;
        }

        foreach (var (user, at) in here)
        {
            if (clock.GetElapsedTime(at, now) >= plan.Replicas.RememberWriteFor)
            {
                here.TryRemove(new(user, at));
            }
        }
    }
}
