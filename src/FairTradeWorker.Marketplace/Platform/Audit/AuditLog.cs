using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Audit;

/// <summary>Adds entries to the audit log, in the transaction of the act itself: no act without entry, no entry without act.</summary>
internal sealed class AuditLog(MarketplaceDb db, TimeProvider clock)
{
    // Any constant: it names the lock that makes writers of the chain queue up.
    private const long ChainLock = 0x46_54_57_41_55;

    public async Task AddAsync(Guid actorId, string action, string target, string? reason, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({ChainLock})", ct);
        var last = await db.Set<AuditEntry>().OrderByDescending(entry => entry.Sequence)
            .Select(entry => new { entry.Sequence, entry.Hash }).FirstOrDefaultAsync(ct);
        var sequence = (last?.Sequence ?? 0) + 1;
        var previous = last?.Hash ?? AuditChain.Origin;
        var now = clock.Now();
        db.Set<AuditEntry>().Add(new AuditEntry
        {
            Sequence = sequence,
            OccurredAt = now,
            ActorId = actorId,
            Action = action,
            Target = target,
            Reason = reason,
            PreviousHash = previous,
            Hash = AuditChain.HashOf(previous, sequence, now, actorId, action, target, reason),
        });
        await db.SaveChangesAsync(ct);
    }
}
