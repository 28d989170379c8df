using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Pooler;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Redis;

namespace FairTradeWorker.IntegrationTests.Pooling;

/// <summary>An API and a Worker of their own behind a PgBouncer that a test may kill; their metrics arrive here.</summary>
public sealed class PooledPlatform : IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> running = new();
    private readonly PlanFile plan = PlanFile.WithoutRateLimits();
    private AppProcess? api;
    private PostgresServer? postgres;
    private PgBouncerServer? pooler;

    internal AppProcess Api => Require.Running(api);

    internal PostgresServer Postgres => Require.Running(postgres);

    internal PgBouncerServer Pooler => Require.Running(pooler);

    internal MetricsCollector Metrics { get; } = new();

    public async ValueTask InitializeAsync()
    {
        running.Push(Metrics);
        postgres = await Require.ServerAsync(() => PostgresServer.StartAsync());
        pooler = postgres is null ? null : await Require.ServerAsync(() => PgBouncerServer.StartAsync(postgres));
        var redis = await Require.ServerAsync(() => RedisServer.StartAsync());
        foreach (var server in new IAsyncDisposable?[] { postgres, pooler, redis }.OfType<IAsyncDisposable>())
        {
            running.Push(server);
        }

        if (postgres is null || pooler is null || redis is null)
        {
            return;
        }

        var others = new Dictionary<string, string>
        {
            ["ConnectionStrings__Redis"] = redis.ConnectionString,
            ["Scaling__File"] = plan.Path,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Metrics.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["DOTNET_ENVIRONMENT"] = "Development",
        };
        var direct = new Dictionary<string, string>(others) { ["ConnectionStrings__Postgres"] = postgres.ConnectionString(role: PostgresRole.Owner) };
        await using (var migrator = await AppProcess.StartAsync("FairTradeWorker.Worker", direct, "--migrate"))
        {
            Assert.True(await migrator.WaitForExitAsync(CancellationToken.None) == 0, migrator.Output);
        }

        var pooled = new Dictionary<string, string>(others.Concat(DatabaseSettings.Of(
            new PreparedPostgres("", "", null, "") { Credentials = postgres.Credentials }, pooler.Prepared, processes: 2)));
        api = await AppProcess.StartAsync("FairTradeWorker.Api", pooled);
        running.Push(api);
        var worker = await AppProcess.StartAsync("FairTradeWorker.Worker", pooled);
        running.Push(worker);
        await Task.WhenAll(api.WaitUntilReadyAsync(CancellationToken.None), worker.WaitUntilReadyAsync(CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        while (running.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        plan.Dispose();
    }
}
