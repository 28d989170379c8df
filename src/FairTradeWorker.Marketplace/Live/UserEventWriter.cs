using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Redis;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Live;

/// <summary>Puts events on users' streams, inside the transaction of an outbox message: each once, in order.</summary>
internal static class UserEventWriter
{
    /// <summary>
    /// Numbers and stores the event for each recipient, and wakes their streams after COMMIT. The wake-up may get
    /// lost: streams look into the table by themselves too.
    /// </summary>
    public static async Task AddAsync(
        OutboxDelivery delivery, RedisConnection redis, string type, string data, IEnumerable<Guid> recipients, CancellationToken ct)
    {
        // Sorted, so that two handlers lock the same users in the same order.
        var users = recipients.Distinct().Order().ToArray();
        var occurredAt = delivery.Message.OccurredAt;
        await delivery.Db.Database.ExecuteSqlAsync($"""
            with numbered as (
                insert into user_event_counters as c (user_id, last_sequence)
                select user_id, 1 from unnest({users}) as user_id
                on conflict (user_id) do update set last_sequence = c.last_sequence + 1
                returning user_id, last_sequence)
            insert into user_events (user_id, sequence, type, data, occurred_at)
            select user_id, last_sequence, {type}, {data}, {occurredAt} from numbered
            """, ct);
        delivery.AfterCommit(async token =>
        {
            foreach (var user in users)
            {
                await redis.PublishAsync(LiveChannel.Of(user), token);
            }
        });
    }
}

/// <summary>Redis channels on which instances tell each other that a user has new events; the message is empty.</summary>
internal static class LiveChannel
{
    public static string Of(Guid userId) => $"live:{userId:N}";
}
