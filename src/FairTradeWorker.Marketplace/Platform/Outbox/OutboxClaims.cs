using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Scaling;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>Who handles what, and until when. All of it in the database, so that any number of workers can run.</summary>
internal sealed class OutboxClaims(MarketplaceDb db, ScalingPlan plan, TimeProvider clock)
{
    // Any constant: it names the one lock that makes claiming a batch exclusive, so that no second worker takes the
    // later messages of an aggregate whose earlier ones were taken a moment ago and not yet committed.
    private const long ClaimLock = 0x46_54_57_4F_42;

    /// <summary>
    /// Leases the oldest messages that can be handled now, in order. The subquery has a limit, so that PostgreSQL asks it
    /// of each message that it takes: a NOT EXISTS it would answer by reading the whole backlog for each batch.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(Guid token, CancellationToken ct)
    {
        var now = clock.Now();
        var until = now + plan.Workers.OutboxLease;

        // What is due is found once, before anything is changed: as a subquery in the WHERE clause it may be run again
        // for each row, and then a limit that moves on passes over the earlier messages of an aggregate.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ClaimLock})", ct);
        var messages = await db.Set<OutboxMessage>().FromSql($"""
            with due as materialized (
                select c.sequence from outbox_messages c
                where c.dead_at is null and c.available_at <= {now} and (c.leased_until is null or c.leased_until < {now})
                    and (select true from outbox_messages older
                        where older.aggregate_id = c.aggregate_id and older.sequence < c.sequence and older.dead_at is null
                            and (older.available_at > {now} or older.leased_until >= {now}) limit 1) is null
                order by c.sequence limit {plan.Workers.OutboxBatch} for update skip locked)
            update outbox_messages m set lease_token = {token}, leased_until = {until}, attempts = attempts + 1
            from due where m.sequence = due.sequence
            returning m.*
            """).ToListAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return [.. messages.OrderBy(message => message.Sequence)];
    }

    /// <summary>Removes a handled message inside the handler's transaction; false when the lease was lost.</summary>
    public static async Task<bool> RemoveAsync(OutboxDelivery delivery, CancellationToken ct)
    {
        var (sequence, token) = (delivery.Message.Sequence, delivery.Message.LeaseToken);
        return await delivery.Db.Set<OutboxMessage>()
            .Where(message => message.Sequence == sequence && message.LeaseToken == token).ExecuteDeleteAsync(ct) == 1;
    }

    /// <summary>
    /// Gives leases back that were not used, so that nobody need wait for their end. It asks by number, because no
    /// index knows the tokens: each batch of a long backlog would read all of it.
    /// </summary>
    /// <returns>How many.</returns>
    public Task<int> ReleaseAsync(Guid token, IReadOnlyList<OutboxMessage> taken, CancellationToken ct)
    {
        var sequences = taken.Select(message => message.Sequence).ToArray();
        return ReleaseAsync(db.Set<OutboxMessage>().Where(message => sequences.Contains(message.Sequence)), token, ct);
    }

    /// <summary>The same after a failure, when nobody knows what was taken; it reads all that waits.</summary>
    public Task<int> ReleaseAllAsync(Guid token, CancellationToken ct) => ReleaseAsync(db.Set<OutboxMessage>(), token, ct);

    /// <summary>Puts a failed message back for later, or among the dead letters.</summary>
    public Task FailAsync(OutboxMessage failed, string error, DateTimeOffset? availableAt, CancellationToken ct)
    {
        var now = clock.Now();
        return db.Set<OutboxMessage>()
            .Where(message => message.Sequence == failed.Sequence && message.LeaseToken == failed.LeaseToken)
            .ExecuteUpdateAsync(set => set
                .SetProperty(message => message.LeaseToken, (Guid?)null)
                .SetProperty(message => message.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(message => message.LastError, error)
                .SetProperty(message => message.AvailableAt, availableAt ?? failed.AvailableAt)
                .SetProperty(message => message.DeadAt, availableAt == null ? now : (DateTimeOffset?)null), ct);
    }

    private static Task<int> ReleaseAsync(IQueryable<OutboxMessage> messages, Guid token, CancellationToken ct) =>
        messages.Where(message => message.LeaseToken == token).ExecuteUpdateAsync(set => set
            .SetProperty(message => message.LeaseToken, (Guid?)null)
            .SetProperty(message => message.LeasedUntil, (DateTimeOffset?)null)
            .SetProperty(message => message.Attempts, message => message.Attempts - 1), ct);
}
