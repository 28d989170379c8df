using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Redis;
using FairTradeWorker.Scaling;
using Npgsql;

namespace FairTradeWorker.Benchmarks;

/// <summary>
/// All contenders on one seeded database: the product as it is, the product with caches that keep nothing, and the bare
/// server, each a process with as many connections as the other, prepared statements and no pooler.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    // So many share the plan's connections that each has about 16: more backends than that only add switching on two cores.
    private const int Processes = 3;
    private const int UsersPerJob = 4;
    private static readonly TimeSpan SeedLimit = TimeSpan.FromMinutes(20);

    private readonly Parts parts;

    private Stage(Parts parts) => this.parts = parts;

    /// <summary>Connections to PostgreSQL that each contender has.</summary>
    public static int PoolSize { get; } = Pool(ScalingPlan.Load());

    public PostgresServer Postgres => parts.Postgres;

    public IReadOnlyList<RedisServer> Redis => parts.Redis;

    /// <summary>The product with the plan as it is.</summary>
    public AppProcess Product => parts.Product;

    /// <summary>The product with caches that keep nothing for longer than two milliseconds.</summary>
    public AppProcess Uncached => parts.Uncached;

    public AppProcess Bare => parts.Bare;

    public Sample Sample => parts.Sample;

    public static async Task<Stage> StartAsync(int jobs, CancellationToken ct)
    {
        var running = new Stack<IAsyncDisposable>();
        try
        {
            return new(await StartPartsAsync(jobs, running, ct));
        }
        catch
        {
            await StopAsync(running);
            throw;
        }
    }

    public ValueTask DisposeAsync() => StopAsync(parts.Running);

    private static async Task<Parts> StartPartsAsync(int jobs, Stack<IAsyncDisposable> running, CancellationToken ct)
    {
        var files = Keep(running, new Files());
        var postgres = Keep(running, await PostgresServer.StartAsync(new() { Durable = true, Settings = Settings }, ct));
        var redis = Keep(running, await RedisServer.StartAsync(cancellationToken: ct));
        // What one product keeps, the other must not find.
        var redisOfUncached = Keep(running, await RedisServer.StartAsync(cancellationToken: ct));
        var owner = postgres.ConnectionString(role: PostgresRole.Owner);
        await RunAsync("FairTradeWorker.Worker", files.Environment(owner, redis, files.Plan), ct, "--migrate");
        Console.WriteLine($"Seeding {jobs:N0} jobs …");
        await RunAsync("FairTradeWorker.Ops", files.Environment(owner, redis, files.Plan), ct,
            "seed", "--jobs", $"{jobs}", "--users", $"{jobs * UsersPerJob}");

        var app = postgres.ConnectionString();
        var bare = new NpgsqlConnectionStringBuilder(app) { MaxPoolSize = PoolSize, MaxAutoPrepare = ScalingPlan.Load().Database.PreparedStatements, NoResetOnClose = true };
        var product = Keep(running, await StartAsync("FairTradeWorker.Api", files.Environment(app, redis, files.Plan), ct));
        return new(
            running, postgres, [redis, redisOfUncached], product,
            Keep(running, await StartAsync("FairTradeWorker.Api", files.Environment(app, redisOfUncached, files.WithoutCaches), ct)),
            Keep(running, await StartAsync("FairTradeWorker.BareServer", new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = bare.ConnectionString }, ct)),
            await Sample.TakeAsync(owner, await Tokens.LearnAsync(product.Address, files.Key, ct), ct));
    }

    // What a statement reads is in memory; a commit is on the disk.
    private static Dictionary<string, string> Settings => new()
    {
        ["shared_buffers"] = "2GB",
        ["max_wal_size"] = "4GB",
    };

    private static int Pool(ScalingPlan plan) => ConnectionBudget.PoolSize(plan, plan.Database.Roles.Api, behindPooler: false, Processes);

    private static T Keep<T>(Stack<IAsyncDisposable> running, T part) where T : IAsyncDisposable
    {
        running.Push(part);
        return part;
    }

    private static async ValueTask StopAsync(Stack<IAsyncDisposable> running)
    {
        while (running.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private static async Task<AppProcess> StartAsync(string project, IReadOnlyDictionary<string, string> environment, CancellationToken ct)
    {
        var process = await AppProcess.StartAsync(project, environment);
        try
        {
            await process.WaitUntilReadyAsync(ct);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static async Task RunAsync(string project, IReadOnlyDictionary<string, string> environment, CancellationToken ct, params string[] arguments)
    {
        await using var program = await AppProcess.StartAsync(project, environment, arguments);
        if (await program.WaitForExitAsync(ct, SeedLimit) is not 0 and var exitCode)
        {
            throw new InvalidOperationException($"{project} ended with {exitCode}. It printed:\n{program.Output}");
        }
    }

    private sealed record Parts(
        Stack<IAsyncDisposable> Running, PostgresServer Postgres, IReadOnlyList<RedisServer> Redis, AppProcess Product, AppProcess Uncached, AppProcess Bare,
        Sample Sample);

    /// <summary>The plans and the key that the processes read.</summary>
    private sealed class Files : IAsyncDisposable
    {
        private readonly string keyFile = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.pem");

        public Files() => File.WriteAllText(keyFile, Key.ExportPkcs8PrivateKeyPem());

        public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public PlanFile Plan { get; } = PlanFile.With(MoreBids);

        public PlanFile WithoutCaches { get; } = PlanFile.With([MoreBids, .. PlanFile.ShortestCaches]);

        // Asked for each bid as ever, and never spent.
        private static (string, JsonNode) MoreBids => ("rateLimits.perHour.bids", 1_000_000);

        public Dictionary<string, string> Environment(string postgres, RedisServer redis, PlanFile plan) => new()
        {
            ["ConnectionStrings__Postgres"] = postgres,
            ["ConnectionStrings__Redis"] = redis.ConnectionString,
            ["Auth__SigningKeyFiles__0"] = keyFile,
            ["Scaling__File"] = plan.Path,
            ["Database__Processes"] = Processes.ToString(CultureInfo.InvariantCulture),
            // The rate limits hold; each request comes from another visitor.
            ["Edge__TrustedProxies__0"] = "127.0.0.1",
        };

        public ValueTask DisposeAsync()
        {
            Plan.Dispose();
            WithoutCaches.Dispose();
            File.Delete(keyFile);
            Key.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
