using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Audit;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Operations;

/// <summary>An entry of the audit log.</summary>
/// <param name="PreviousHash">Lower-case hexadecimal; the <paramref name="Hash"/> of the entry before.</param>
/// <param name="Hash">SHA-256 over the previous hash and the fields, as docs/OPERATIONS.md describes.</param>
/// <param name="IsIntact">Whether the hash is the one that these fields give.</param>
public sealed record AuditEntryResponse(
    long Sequence, DateTimeOffset OccurredAt, Guid ActorId, string Action, string Target, string? Reason,
    string PreviousHash, string Hash, bool IsIntact);

internal static class ListAudit
{
    /// <summary>Newest first.</summary>
    public static async Task<Results<Ok<Page<AuditEntryResponse>>, Problem>> HandleAsync(
        [AsParameters] PageQuery page, Pager pager, MarketplaceDb db, CancellationToken ct)
    {
        const string scope = "audit";
        if (pager.IsInvalid(page, scope, new QueryErrors(), out string? before, out var invalid))
        {
            return invalid;
        }

        var first = before is null ? long.MaxValue : long.Parse(before, CultureInfo.InvariantCulture);
        var rows = await db.Set<AuditEntry>().Where(entry => entry.Sequence < first)
            .OrderByDescending(entry => entry.Sequence).Take(page.Size + 1).ToListAsync(ct);
        return TypedResults.Ok(pager.Cut([.. rows.Select(Show)], page, scope, entry => entry.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    private static AuditEntryResponse Show(AuditEntry entry)
    {
        var hash = AuditChain.HashOf(
            entry.PreviousHash, entry.Sequence, entry.OccurredAt, entry.ActorId, entry.Action, entry.Target, entry.Reason);
        return new(entry.Sequence, entry.OccurredAt, entry.ActorId, entry.Action, entry.Target, entry.Reason,
            Convert.ToHexStringLower(entry.PreviousHash), Convert.ToHexStringLower(entry.Hash), hash.AsSpan().SequenceEqual(entry.Hash));
    }
}
