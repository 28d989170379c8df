using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>Runs the queries that count. They may take longer than a request's, but not for ever, and cannot write.</summary>
internal static class AnalyticsQuery
{
    /// <summary>How long the server lets one statement run.</summary>
    public static readonly TimeSpan StatementTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs one query that answers with one or more rows.</summary>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(this MarketplaceDb db, FormattableString query, CancellationToken ct)
    {
        // The client waits a little longer than the server, whose refusal is the one to report.
        db.Database.SetCommandTimeout(StatementTimeout + TimeSpan.FromSeconds(5));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var milliseconds = StatementTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        await db.Database.ExecuteSqlAsync(
            $"select set_config('transaction_read_only', 'on', true), set_config('statement_timeout', {milliseconds}, true)", ct);
        var rows = await db.Database.SqlQuery<T>(query).ToListAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return rows;
    }
}
