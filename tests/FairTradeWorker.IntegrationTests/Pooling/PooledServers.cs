using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Pooler;
using FairTradeWorker.LocalServers.Postgres;

namespace FairTradeWorker.IntegrationTests.Pooling;

/// <summary>A primary, a standby, and PgBouncer before both.</summary>
public sealed class PooledServers : IAsyncLifetime
{
    private ReplicatedPostgres? postgres;
    private PgBouncerServer? pooler;

    public ReplicatedPostgres Postgres => Require.Running(postgres);

    public PgBouncerServer Pooler => Require.Running(pooler);

    public async ValueTask InitializeAsync()
    {
        postgres = await Require.ServerAsync(() => ReplicatedPostgres.StartAsync(1));
        pooler = postgres is null ? null : await Require.ServerAsync(() => PgBouncerServer.StartAsync(postgres.Primary, postgres.Standbys));
    }

    public async ValueTask DisposeAsync()
    {
        if (pooler is not null)
        {
            await pooler.DisposeAsync();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }
    }
}
