using System.Globalization;
using System.Security.Cryptography;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Redis;
using Npgsql;

[assembly: AssemblyFixture(typeof(Platform))]

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>
/// The whole platform as real processes: PostgreSQL, Redis, the migrator, two API instances and a Worker. Started by
/// the first test that needs it, stopped after the last one.
/// </summary>
public class Platform : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> running = new();
    private readonly Lazy<Task<Api?>> api;
    private readonly string keyFile = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.pem");
    private PlanFile? plan;
    private AppProcess[] processes = [];
    private string? unstartable;

    public Platform() => api = new(StartAsync);

    /// <summary>The private key that signs the access tokens of this run.</summary>
    public ECDsa SigningKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The two API instances and the Worker, in this order.</summary>
    internal IReadOnlyList<AppProcess> Processes => processes;

    /// <summary>The database past any pooler, as the role that reads and writes.</summary>
    public string DirectConnection { get; private set; } = "";

    /// <summary>What an API process needs in its environment.</summary>
    public IReadOnlyDictionary<string, string> ApiEnvironment { get; private set; } = new Dictionary<string, string>();

    /// <summary>The running Redis, for a test that may break it.</summary>
    private protected RedisServer? Redis { get; private set; }

    /// <summary>What the processes are told besides.</summary>
    private protected virtual IReadOnlyDictionary<string, string> FurtherEnvironment => new Dictionary<string, string>();

    /// <summary>How long a stopping process serves on: no load balancer has to notice that the tests are over.</summary>
    private protected virtual TimeSpan DrainDelay => TimeSpan.Zero;

    /// <summary>The running platform; skips the test where a laptop lacks a server.</summary>
    public virtual async Task<Api> ApiAsync()
    {
        if (await api.Value is { } started)
        {
            return started;
        }

        Assert.Skip(unstartable ?? "A server is missing on this machine.");
        throw new InvalidOperationException("Skipped.");
    }

    /// <summary>Starts a process that has ended at its old address, and waits until it is ready.</summary>
    /// <param name="number">Its place in <see cref="Processes"/>.</param>
    internal async Task StartAgainAsync(int number)
    {
        var ended = processes[number];
        processes[number] = await AppProcess.StartAsync(ended.Project, ended.Address, ApiEnvironment);
        await ended.DisposeAsync();
        await processes[number].WaitUntilReadyAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (api.IsValueCreated)
        {
            try
            {
                await api.Value;
            }
            catch (Exception failed)
            {
                // Every test has failed with it already; what was started must still be stopped.
                await Console.Error.WriteLineAsync(failed.Message);
            }
        }

        await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        while (running.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        plan?.Dispose();
        File.Delete(keyFile);
        SigningKey.Dispose();
    }

    /// <summary>Ends something with the platform, after its processes.</summary>
    private protected void Own(IAsyncDisposable part) => running.Push(part);

    private protected virtual PlanFile CreatePlan() => PlanFile.WithoutRateLimits();

    private protected virtual Task<TestDatabase> CreateDatabaseAsync(CancellationToken ct) => TestDatabase.CreateAsync(ct);

    private async Task<Api?> StartAsync()
    {
        // Not a test's token: the platform outlives the test that happens to start it.
        var ct = CancellationToken.None;
        var database = await Require.ServerAsync(() => CreateDatabaseAsync(ct));
        if (database is null)
        {
            unstartable = "PostgreSQL is not installed on this machine.";
            return null;
        }

        running.Push(database);
        DirectConnection = database.App;
        var redis = await Require.ServerAsync(() => RedisServer.StartAsync(cancellationToken: ct));
        if (redis is null)
        {
            unstartable = "Redis is not installed on this machine.";
            return null;
        }

        running.Push(redis);
        Redis = redis;
        await File.WriteAllTextAsync(keyFile, SigningKey.ExportPkcs8PrivateKeyPem(), ct);
        ApiEnvironment = Environment(database.Variables, redis.ConnectionString);
        await MigrateAsync(database.Owner, redis.ConnectionString, ct);
        processes = await Task.WhenAll(
            AppProcess.StartAsync("FairTradeWorker.Api", ApiEnvironment),
            AppProcess.StartAsync("FairTradeWorker.Api", ApiEnvironment),
            AppProcess.StartAsync("FairTradeWorker.Worker", ApiEnvironment));
        await Task.WhenAll(processes.Select(process => process.WaitUntilReadyAsync(ct)));
        var rows = new Rows(NpgsqlDataSource.Create(database.Owner));
        running.Push(rows);
        var started = new Api([processes[0].Address, processes[1].Address], rows,
            traceId => string.Join('\n', processes.SelectMany(process => process.Output.Split('\n'))
                .Where(line => line.Contains(traceId, StringComparison.Ordinal)).Select(line => line[..Math.Min(line.Length, 1200)])));
        running.Push(started);
        return started;
    }

    private Dictionary<string, string> Environment(IReadOnlyDictionary<string, string> database, string redis) => new(database.Concat(FurtherEnvironment))
    {
        ["ConnectionStrings__Redis"] = redis,
        ["Auth__SigningKeyFiles__0"] = keyFile,
        ["Scaling__File"] = (plan ??= CreatePlan()).Path,
        ["Shutdown__DrainDelay"] = DrainDelay.ToString("c", CultureInfo.InvariantCulture),
    };

    private async Task MigrateAsync(string owner, string redis, CancellationToken ct)
    {
        await using var migrator = await AppProcess.StartAsync("FairTradeWorker.Worker", Environment(new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = owner }, redis), "--migrate");
        var exitCode = await migrator.WaitForExitAsync(ct);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"The migrator ended with {exitCode}. It printed:\n{migrator.Output}");
        }
    }
}
