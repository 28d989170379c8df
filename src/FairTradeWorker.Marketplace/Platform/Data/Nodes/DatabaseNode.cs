using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>One PostgreSQL server as this process reaches it: its pools, and what is known of its state.</summary>
internal sealed class DatabaseNode(string name, string connectionString, DatabaseConnections connections) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DatabaseUse, Lazy<Pool>> pools = new();
    private CancellationTokenSource leaving = new();
    private volatile NodeState state = NodeState.Unknown;

    /// <summary><c>primary</c>, <c>replica1</c> …, as configured; a promoted replica keeps its name.</summary>
    public string Name => name;

    public NodeState State => state;

    /// <summary>Cancelled when the node leaves the rotation, so that nobody goes on waiting for it.</summary>
    public CancellationToken Left => Volatile.Read(ref leaving).Token;

    public NpgsqlDataSource DataSource(DatabaseUse work) => Of(work).DataSource;

    /// <summary>A context on this node; disposing it gives it back.</summary>
    public MarketplaceDb Rent(DatabaseUse work) => Of(work).Contexts.CreateDbContext();

    /// <summary>Takes note of what the monitor saw.</summary>
    public void Become(NodeState next)
    {
        var before = state;
        state = next;
        if (before.Answers != next.Answers)
        {
            // Kept connections lead to what it was before; nobody should find that out one by one.
            ForgetConnections();
        }

        if (before.InRotation && !next.InRotation)
        {
            // Not disposed: a reader may be about to link to it, and without a timer there is nothing to free.
            Interlocked.Exchange(ref leaving, new CancellationTokenSource()).Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in pools.Values.Where(pool => pool.IsValueCreated))
        {
            await pool.Value.DataSource.DisposeAsync();
        }
    }

    private void ForgetConnections()
    {
        foreach (var pool in pools.Values.Where(pool => pool.IsValueCreated))
        {
            pool.Value.DataSource.Clear();
        }
    }

    private Pool Of(DatabaseUse work) => pools.GetOrAdd(work, wanted => new(() => Open(wanted))).Value;

    private Pool Open(DatabaseUse work)
    {
        var dataSource = connections.Open(connectionString, name, work);
        var options = new DbContextOptionsBuilder<MarketplaceDb>();
        DatabaseServices.Configure(options, dataSource);
        options.UseLoggerFactory(connections.Loggers);
        return new(dataSource, new PooledDbContextFactory<MarketplaceDb>(options.Options));
    }

    private sealed record Pool(NpgsqlDataSource DataSource, PooledDbContextFactory<MarketplaceDb> Contexts);
}
