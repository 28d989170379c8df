using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Operations;

/// <summary>Which messages of the outbox.</summary>
public enum OutboxState
{
    /// <summary>Not handled yet, waiting for another attempt included.</summary>
    Pending = 1,

    /// <summary>Given up.</summary>
    Dead = 2,
}

/// <summary>A message of the outbox. What it says is left out: operators need not read what people write.</summary>
/// <param name="LastError">unknown_type, malformed, timeout, database or failed; the Worker's log has the rest.</param>
public sealed record OutboxMessageResponse(
    Guid Id, Guid AggregateId, string Type, OutboxState State, DateTimeOffset OccurredAt, DateTimeOffset AvailableAt,
    int Attempts, string? LastError, DateTimeOffset? DeadAt);

internal static class ListOutbox
{
    /// <summary>Oldest first; pending ones unless <c>state=dead</c>.</summary>
    public static async Task<Results<Ok<Page<OutboxMessageResponse>>, Problem>> HandleAsync(
        [FromQuery(Name = "state")] QueryEnum<OutboxState>? state, [AsParameters] PageQuery page, Pager pager, MarketplaceDb db, CancellationToken ct)
    {
        var errors = new QueryErrors();
        errors.Check("state", state);
        var wanted = state?.Value ?? OutboxState.Pending;
        var scope = $"outbox|{wanted}";
        if (pager.IsInvalid(page, scope, errors, out string? after, out var invalid))
        {
            return invalid;
        }

        var last = after is null ? 0 : long.Parse(after, CultureInfo.InvariantCulture);
        var isDead = wanted == OutboxState.Dead;
        var rows = await db.Set<OutboxMessage>()
            .Where(message => message.Sequence > last && (message.DeadAt != null) == isDead)
            .OrderBy(message => message.Sequence).Take(page.Size + 1).ToListAsync(ct);
        var cut = pager.Cut(rows, page, scope, message => message.Sequence.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new Page<OutboxMessageResponse>([.. cut.Items.Select(Show)], cut.NextCursor));
    }

    internal static OutboxMessageResponse Show(OutboxMessage message) => new(
        message.Id, message.AggregateId, message.Type, message.DeadAt is null ? OutboxState.Pending : OutboxState.Dead,
        message.OccurredAt, message.AvailableAt, message.Attempts, message.LastError, message.DeadAt);
}
