using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Search;

/// <summary>
/// The bulkhead around text search: a few connections of its own and a short time for each statement, so that a storm
/// of searches takes nothing from those who list, bid and talk. Searches only read.
/// </summary>
public sealed class SearchDatabase : IAsyncDisposable
{
    private const int RetryAfterSeconds = 2;

    private readonly NpgsqlDataSource dataSource;
    private readonly PooledDbContextFactory<MarketplaceDb> contexts;
    private readonly string milliseconds;

    public SearchDatabase(IConfiguration configuration, IOptions<DatabaseOptions> options)
    {
        dataSource = DatabaseServices.ConnectForSearch(configuration, options.Value);
        var built = new DbContextOptionsBuilder<MarketplaceDb>();
        DatabaseServices.Configure(built, dataSource);
        contexts = new(built.Options, options.Value.SearchPoolSize);
        milliseconds = options.Value.SearchStatementTimeoutMilliseconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Runs one search in a transaction that cannot write.</summary>
    /// <exception cref="OverloadedException">No connection was free in time, or a statement took too long.</exception>
    public async Task<T> RunAsync<T>(Func<MarketplaceDb, CancellationToken, Task<T>> search, CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);

            // By statement and not by connection string, so that it works through a pooler too.
            await db.Database.ExecuteSqlAsync(
                $"select set_config('transaction_read_only', 'on', true), set_config('statement_timeout', {milliseconds}, true)", ct);
            var found = await search(db, ct);
            await transaction.CommitAsync(CancellationToken.None);
            return found;
        }
        catch (Exception exception) when (exception.IsFullOrTooSlow())
        {
            throw new OverloadedException("Search", RetryAfterSeconds);
        }
    }

    public ValueTask DisposeAsync() => dataSource.DisposeAsync();
}
