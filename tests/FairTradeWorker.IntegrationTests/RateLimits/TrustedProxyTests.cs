using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.RateLimits;

public sealed class TrustedProxyTests(Platform platform) : ApiTest(platform)
{
    private readonly Platform platform = platform;

    [Theory]
    [InlineData("Edge__TrustedProxies__0", "proxy.internal", "Edge:TrustedProxies takes addresses")]
    [InlineData("Edge__TrustedProxies__0", "10.0.0.0/33", "Edge:TrustedProxies takes addresses")]
    [InlineData("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true", "lets every caller choose his address")]
    public async Task The_API_does_not_start_when_it_would_believe_the_wrong_callers(string variable, string value, string message)
    {
        var environment = new Dictionary<string, string>(platform.ApiEnvironment) { [variable] = value };
        await using var process = await AppProcess.StartAsync("FairTradeWorker.Api", environment);

        Assert.NotEqual(0, await process.WaitForExitAsync(Token));
        Assert.Contains(message, process.Output, StringComparison.Ordinal);
    }
}
