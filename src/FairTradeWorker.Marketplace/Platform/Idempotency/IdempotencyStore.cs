using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Idempotency;

/// <summary>
/// Keys live in the transaction of the effect: a claim is a row that other requests with the same key must wait for,
/// a crash leaves nothing behind, and the answer becomes visible together with what it tells of.
/// </summary>
internal sealed class IdempotencyStore(MarketplaceDb db, TimeProvider clock)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>What the transaction goes back to when the effect of a claimed key is refused.</summary>
    public const string BeforeEffect = "before_effect";

    /// <summary>
    /// Claims the key, waiting up to two seconds for a running request with the same key, and makes the savepoint
    /// <see cref="BeforeEffect"/>. One round trip.
    /// </summary>
    /// <returns>Null when the key is ours now, else the record of the request that had it first.</returns>
    /// <exception cref="Npgsql.PostgresException">55P03: the first request is still running.</exception>
    public async Task<IdempotencyRecord?> ClaimAsync(Guid userId, string key, byte[] fingerprint, CancellationToken ct)
    {
        var now = clock.Now();
        var outdated = now - Retention;

        // Behind the claim, back to the patience of the role that is logged in.
        var claimed = await db.Database.ExecuteSqlAsync($"""
            set local lock_timeout = '2s';
            insert into idempotency_records as r (user_id, key, fingerprint, status, headers, body, created_at)
            values ({userId}, {key}, {fingerprint}, 0, '', ''::bytea, {now})
            on conflict (user_id, key) do update
                set fingerprint = excluded.fingerprint, status = 0, headers = '', body = ''::bytea, created_at = excluded.created_at
                where r.created_at < {outdated};
            set local lock_timeout to default;
            savepoint before_effect
            """, ct);
        return claimed == 1
            ? null
            : await db.Set<IdempotencyRecord>().SingleAsync(record => record.UserId == userId && record.Key == key, ct);
    }

    /// <summary>Keeps the answer under a claimed key.</summary>
    public Task KeepAsync(Guid userId, string key, CapturedAnswer answer, CancellationToken ct) =>
        db.Set<IdempotencyRecord>()
            .Where(record => record.UserId == userId && record.Key == key)
            .ExecuteUpdateAsync(set => set
                .SetProperty(record => record.Status, (short)answer.Status)
                .SetProperty(record => record.Headers, answer.HeaderLines())
                .SetProperty(record => record.Body, answer.Body), ct);
}
