using System.Globalization;
using System.Security.Cryptography;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Redis;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Scale;

/// <summary>Tests of one seeded database, one after the other, because they read what the server did.</summary>
[CollectionDefinition(Name)]
public sealed class ScaleCollection : ICollectionFixture<ScaleStage>
{
    public const string Name = "scale";
}

/// <summary>
/// A database that is large enough for PostgreSQL to plan as in production, on a server of its own that logs its plans,
/// with an API process before it. FTW_SCALE_JOBS makes it larger: 1000000 is what docs/PERFORMANCE.md was measured with.
/// </summary>
public sealed class ScaleStage : IAsyncLifetime
{
    private const int UsualJobs = 100_000;
    private static readonly TimeSpan SeedLimit = TimeSpan.FromMinutes(20);

    private readonly Stack<IAsyncDisposable> running = new();
    private readonly ECDsa signingKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string keyFile = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.pem");

    // Each request of these tests must reach the database.
    private readonly PlanFile plan = PlanFile.WithoutCaches();
    private Parts? parts;
    private string? unstartable;

    private sealed record Parts(Api Api, PlanLog Log, IReadOnlyDictionary<string, string> Environment);

    /// <summary>Jobs in all states.</summary>
    public static int Jobs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FTW_SCALE_JOBS"), CultureInfo.InvariantCulture, out var jobs) ? jobs : UsualJobs;

    public Api Api => Started.Api;

    public PlanLog Log => Started.Log;

    private Parts Started
    {
        get
        {
            if (parts is null)
            {
                Assert.Skip(unstartable ?? "The database did not start.");
            }

            return parts;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var ct = CancellationToken.None;
        await File.WriteAllTextAsync(keyFile, signingKey.ExportPkcs8PrivateKeyPem(), ct);
        var (server, redis) = (await StartAsync(), await Require.ServerAsync(() => RedisServer.StartAsync(cancellationToken: ct)));
        foreach (var started in new IAsyncDisposable?[] { server, redis }.OfType<IAsyncDisposable>())
        {
            running.Push(started);
        }

        if (server is null || redis is null)
        {
            unstartable ??= "PostgreSQL or Redis is not installed on this machine.";
            return;
        }

        var owner = Settings(server.ConnectionString(role: PostgresRole.Owner), redis);
        await RunAsync("FairTradeWorker.Worker", owner, "--migrate");
        await RunAsync("FairTradeWorker.Ops", owner, "seed", "--jobs", $"{Jobs}", "--users", $"{Math.Max(1_000, Jobs * 2 / 5)}",
            "--bids", $"{Jobs}", "--messages", $"{Jobs / 2}");
        var rows = new Rows(NpgsqlDataSource.Create(server.ConnectionString(role: PostgresRole.Superuser)));
        running.Push(rows);
        var folder = await rows.ScalarAsync<string>("show data_directory");
        var log = new PlanLog(Path.Combine(folder, "log", "postgres.log"), rows);
        await log.BeginAsync();
        var environment = Settings(server.ConnectionString(), redis);
        var process = await AppProcess.StartAsync("FairTradeWorker.Api", environment);
        running.Push(process);
        await process.WaitUntilReadyAsync(ct);
        var api = new Api([process.Address, process.Address], rows, _ => process.Output);
        running.Push(api);
        parts = new(api, log, environment);
    }

    /// <summary>The account of the seed with this id, signed in.</summary>
    public async Task<Person> SignInAsync(Guid id)
    {
        var email = await Api.Rows.ScalarAsync<string>("select email from users where id = $1", id);
        return Api.PersonOf((await Api.SendPatientlyAsync(
            Call.Post("/v1/auth/login", null, new { email, password = "Seed-Passw0rd!" }))).Is(200));
    }

    /// <summary>A Worker at the seeded database.</summary>
    internal async Task<AppProcess> StartWorkerAsync()
    {
        var worker = await AppProcess.StartAsync("FairTradeWorker.Worker", Started.Environment);
        await worker.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        while (running.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        plan.Dispose();
        File.Delete(keyFile);
        signingKey.Dispose();
    }

    private async Task<PostgresServer?> StartAsync()
    {
        var settings = new Dictionary<string, string>(PlanLog.Settings)
        {
            ["shared_buffers"] = Jobs > UsualJobs ? "3GB" : "512MB",
            ["max_wal_size"] = "4GB",
            // Statistics stay as the seed leaves them.
            ["autovacuum"] = "off",
        };
        try
        {
            return await Require.ServerAsync(() => PostgresServer.StartAsync(new() { Settings = settings }));
        }
        catch (LocalServerException missing) when (!Require.InContinuousIntegration && missing.Message.Contains("auto_explain", StringComparison.Ordinal))
        {
            unstartable = "This PostgreSQL comes without auto_explain.";
            return null;
        }
    }

    private Dictionary<string, string> Settings(string postgres, RedisServer redis) => new()
    {
        ["ConnectionStrings__Postgres"] = postgres,
        ["ConnectionStrings__Redis"] = redis.ConnectionString,
        ["Auth__SigningKeyFiles__0"] = keyFile,
        ["Scaling__File"] = plan.Path,
    };

    private static async Task RunAsync(string project, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var program = await AppProcess.StartAsync(project, environment, arguments);
        var exitCode = await program.WaitForExitAsync(CancellationToken.None, SeedLimit);
        Assert.True(exitCode == 0, $"{project} {string.Join(' ', arguments)} ended with {exitCode}. It printed:\n{program.Output}");
    }
}
