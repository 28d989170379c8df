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

    /// <summary>
    /// Claims the key, waiting up to two seconds for a running request with the same key.
    /// </summary>
    /// <returns>Null when the key is ours now, else the record of the request that had it first.</returns>
    /// <exception cref="Npgsql.PostgresException">55P03: the first request is still running.</exception>
    public async Task<IdempotencyRecord?> ClaimAsync(Guid userId, string key, byte[] fingerprint, CancellationToken ct)
    {
        var now = clock.Now();
        var outdated = now - Retention;
        await db.Database.ExecuteSqlAsync($"set local lock_timeout = '2s'", ct);
        var claimed = await db.Database.ExecuteSqlAsync($"""
            insert into idempotency_records as r (user_id, key, fingerprint, status, headers, body, created_at)
            values ({userId}, {key}, {fingerprint}, 0, '', ''::bytea, {now})
            on conflict (user_id, key) do update
                set fingerprint = excluded.fingerprint, status = 0, headers = '', body = ''::bytea, created_at = excluded.created_at
                where r.created_at < {outdated}
            """, ct);
        // Back to the patience of the role that is logged in.
        await db.Database.ExecuteSqlAsync($"set local lock_timeout to default", ct);
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
