using System.Net;
using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.IntegrationTests.LocalServers;
using FairTradeWorker.LocalServers.Redis;

namespace FairTradeWorker.IntegrationTests.RateLimits;

/// <summary>
/// Two instances of the API that do limit rates, on the platform's database but with a Redis of their own, which a test
/// may stop. Accounts of the platform are known to them too.
/// </summary>
internal sealed class LimitedApi : IAsyncDisposable
{
    private readonly Platform platform;
    private readonly PlanFile plan;
    private readonly List<IAsyncDisposable> running = [];
    private AppProcess[] processes = [];

    private LimitedApi(Platform platform, PlanFile plan) => (this.platform, this.plan) = (platform, plan);

    public RedisServer Redis { get; private set; } = null!;

    /// <summary>The platform without limits, to make accounts and look into the database.</summary>
    public Api Platform { get; private set; } = null!;

    /// <summary>What the instances have logged.</summary>
    public string Log => string.Join('\n', processes.Select(process => process.Output));

    /// <param name="kind">Null for the usual kind.</param>
    /// <param name="changes">What differs from the shipped plan.</param>
    public static async Task<LimitedApi> StartAsync(
        Platform platform, RedisServerKind? kind = null, IReadOnlyDictionary<string, string>? environment = null, params (string, JsonNode)[] changes)
    {
        var api = new LimitedApi(platform, PlanFile.With(changes));
        try
        {
            await api.StartAsync(kind, environment ?? new Dictionary<string, string>());
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    /// <summary>The instances as somebody at a loopback address such as 127.0.0.9 sees them.</summary>
    public Api From(string address)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has all of 127.0.0.0/8 by itself.");
        var api = new Api([.. processes.Select(process => process.Address)], Platform.Rows, _ => Log, IPAddress.Parse(address));
        running.Add(api);
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in running)
        {
            await part.DisposeAsync();
        }

        await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        if (Redis is not null)
        {
            await Redis.DisposeAsync();
        }

        plan.Dispose();
    }

    private async Task StartAsync(RedisServerKind? kind, IReadOnlyDictionary<string, string> changes)
    {
        Platform = await platform.ApiAsync();
        Redis = Require.Running(await Require.ServerAsync(() => RedisServer.StartAsync(kind)));
        var environment = new Dictionary<string, string>(platform.ApiEnvironment)
        {
            ["ConnectionStrings__Redis"] = Redis.ConnectionString,
            ["Scaling__File"] = plan.Path,
        };
        foreach (var (key, value) in changes)
        {
            environment[key] = value;
        }

        processes = await Task.WhenAll(
            AppProcess.StartAsync("FairTradeWorker.Api", environment), AppProcess.StartAsync("FairTradeWorker.Api", environment));
        await Task.WhenAll(processes.Select(process => process.WaitUntilReadyAsync(CancellationToken.None)));
    }
}
