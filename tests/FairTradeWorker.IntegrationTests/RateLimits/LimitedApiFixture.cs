using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.RateLimits;

/// <summary>
/// Instances with the shipped plan that trust one proxy. Every test calls from an address of its own, so that none
/// spends another's quota.
/// </summary>
public sealed class LimitedApiFixture(Platform platform) : IAsyncDisposable
{
    /// <summary>The address of the trusted proxy; all of 10.0.0.0/8 is trusted too.</summary>
    public const string Proxy = "127.0.0.200";

    private readonly Lazy<Task<LimitedApi>> api = new(() => LimitedApi.StartAsync(platform, environment: new Dictionary<string, string>
    {
        ["Edge__TrustedProxies__0"] = Proxy,
        ["Edge__TrustedProxies__1"] = "10.0.0.0/8",
    },
    changes: [("redis.patience", "2 s"), ("redis.openFor", "3 s"), ("targets.apiP50", "3 s"), ("targets.apiP95", "4 s"), ("alerts.p95.warning", "5 s"), ("alerts.p95.critical", "6 s")]));

    internal Task<LimitedApi> ApiAsync() => api.Value;

    public async ValueTask DisposeAsync()
    {
        if (api.IsValueCreated && api.Value.IsCompletedSuccessfully)
        {
            await (await api.Value).DisposeAsync();
        }
    }
}
