using FairTradeWorker.Marketplace.Platform.Audit;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Operations;

internal static class ReplayOutboxMessage
{
    /// <summary>Brings a dead letter back to life: it is tried again as if it were new. Audited.</summary>
    public static async Task<Results<Ok<OutboxMessageResponse>, Problem>> HandleAsync(
        PathId id, Body<ActionRequest> body, CurrentUser user, MarketplaceDb db, AuditLog audit, TimeProvider clock, CancellationToken ct)
    {
        var messages = db.Set<OutboxMessage>().Where(message => message.Id == id.Value);
        if (!await messages.AnyAsync(ct))
        {
            return CommonProblems.Missing();
        }

        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        // OccurredAt moves too: a message that old would be given up again at its first failure.
        var now = clock.Now();
        var revived = await messages.Where(message => message.DeadAt != null).ExecuteUpdateAsync(set => set
            .SetProperty(message => message.DeadAt, (DateTimeOffset?)null)
            .SetProperty(message => message.OccurredAt, now)
            .SetProperty(message => message.AvailableAt, now)
            .SetProperty(message => message.Attempts, 0), ct);
        if (revived == 0)
        {
            return new Problem(OperationsProblems.NotDead, "This message has not been given up.");
        }

        await audit.AddAsync(user.Id, "outbox.replay", id.Value.ToString(), request.Reason, ct);
        return TypedResults.Ok(ListOutbox.Show(await messages.SingleAsync(ct)));
    }
}
