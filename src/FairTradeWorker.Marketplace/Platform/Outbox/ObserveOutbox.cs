using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Outbox;

/// <summary>Measures the backlog for the gauges. The Worker runs it.</summary>
internal sealed class ObserveOutbox(MarketplaceDb db, OutboxMetrics metrics, TimeProvider clock)
{
    /// <returns>0: there is never more to do at once.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var messages = db.Set<OutboxMessage>();
        var pending = await messages.CountAsync(message => message.DeadAt == null, ct);
        var dead = await messages.CountAsync(message => message.DeadAt != null, ct);
        var oldest = await messages.Where(message => message.DeadAt == null).MinAsync(message => (DateTimeOffset?)message.OccurredAt, ct);
        metrics.Observe(new(pending, dead, oldest is { } time ? (clock.GetUtcNow() - time).TotalSeconds : 0));
        return 0;
    }
}
