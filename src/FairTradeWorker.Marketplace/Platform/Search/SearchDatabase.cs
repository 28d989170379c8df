using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Scaling;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Search;

/// <summary>
/// The bulkhead around text search: a few connections of its own and a short time for each statement, so that a storm
/// of searches takes nothing from those who list, bid and talk. Searches only read, from the browsing replica.
/// </summary>
internal sealed class SearchDatabase(ReadRouter router, ScalingPlan plan)
{
    private readonly string milliseconds =
        plan.Database.Roles.Search.StatementTimeout.ToWholeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Runs one search in a transaction that cannot write.</summary>
    /// <exception cref="OverloadedException">No connection was free in time, or a statement took too long.</exception>
    public async Task<T> RunAsync<T>(bool mustBeCurrent, Func<MarketplaceDb, CancellationToken, Task<T>> search, CancellationToken ct)
    {
        try
        {
            return await router.RunAsync(Reading.Browsing, mustBeCurrent, (node, token) => RunAsync(node, search, token), ct);
        }
        catch (Exception exception) when (exception.IsFullOrTooSlow())
        {
            throw TooMuch();
        }
    }

    private async Task<T> RunAsync<T>(DatabaseNode node, Func<MarketplaceDb, CancellationToken, Task<T>> search, CancellationToken ct)
    {
        try
        {
            await using var db = node.Rent(DatabaseUse.Search);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);

            // By statement and not by connection string, so that it works through a pooler too.
            await db.Database.ExecuteSqlAsync(
                $"select set_config('transaction_read_only', 'on', true), set_config('statement_timeout', {milliseconds}, true)", ct);
            var found = await search(db, ct);
            await transaction.CommitAsync(CancellationToken.None);
            return found;
        }
        catch (Exception exception) when (exception.IsStatementTimeout() && !ct.IsCancellationRequested)
        {
            // What is too dear for one server would be too dear for the next one.
            throw TooMuch();
        }
    }

    private static OverloadedException TooMuch() => new("Search", CommonProblems.RetrySoonSeconds);
}
