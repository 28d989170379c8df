using FairTradeWorker.LocalServers.Postgres;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>
/// A platform of its own whose parts a test may stop and kill, on a PostgreSQL that is as durable as in production. Its
/// processes take their time to stop, as there. The tests that share it run one after the other.
/// </summary>
public sealed class BreakablePlatform : Platform
{
    private const int WorkerNumber = 2;

    private PostgresServer? postgres;

    public PostgresServer Postgres => postgres ?? throw new InvalidOperationException("The platform does not run.");

    internal AppProcess Worker => Processes[WorkerNumber];

    // Long enough for a balancer that has to share two busy cores with all other tests to notice.
    private protected override TimeSpan DrainDelay => TimeSpan.FromSeconds(8);

    /// <summary>The running platform; what a failed test has left dead is started again, so that it fails alone.</summary>
    public override async Task<Api> ApiAsync()
    {
        var api = await base.ApiAsync();
        if (!Postgres.IsRunning)
        {
            await Postgres.StartAgainAsync();
            api.Rows.Reconnect();
        }

        for (var number = 0; number < Processes.Count; number++)
        {
            if (!await Processes[number].IsReadyAsync(CancellationToken.None))
            {
                await Processes[number].KillAsync(CancellationToken.None);
                await StartAgainAsync(number);
            }
        }

        return api;
    }

    internal Task StartWorkerAgainAsync() => StartAgainAsync(WorkerNumber);

    private protected override async Task<TestDatabase> CreateDatabaseAsync(CancellationToken ct)
    {
        // A COMMIT takes 20 ms, so that whatever is killed often dies between the deed and the answer.
        var slowly = new Dictionary<string, string> { ["commit_delay"] = "20000", ["commit_siblings"] = "0" };
        postgres = await PostgresServer.StartAsync(new PostgresServerOptions { Durable = true, Settings = slowly }, ct);
        return TestDatabase.On(postgres);
    }
}

[CollectionDefinition(Name)]
public sealed class BreakableCollection : ICollectionFixture<BreakablePlatform>
{
    public const string Name = "What breaks the platform";
}
