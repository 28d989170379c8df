using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>Runs the queries that count. They may take longer than a request's, but not for ever, and cannot write.</summary>
internal static class AnalyticsQuery
{
    /// <summary>Runs one query that answers with one or more rows. The server stops it when the pool's patience ends.</summary>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(this MarketplaceDb db, FormattableString query, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var patience = TimeSpan.FromSeconds(((NpgsqlConnection)db.Database.GetDbConnection()).CommandTimeout);
        var milliseconds = patience.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        await db.Database.ExecuteSqlAsync(
            $"select set_config('transaction_read_only', 'on', true), set_config('statement_timeout', {milliseconds}, true)", ct);
        var rows = await db.Database.SqlQuery<T>(query).ToListAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return rows;
    }
}
