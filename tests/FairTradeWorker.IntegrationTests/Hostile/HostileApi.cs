using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Hostile;

/// <summary>An API process for hostile requests only, so that whatever it logs is about them.</summary>
public sealed class HostileApi : IAsyncDisposable
{
    private readonly Lazy<Task<AppProcess>> process;

    public HostileApi(Platform platform) => process = new(async () =>
    {
        var started = await AppProcess.StartAsync("FairTradeWorker.Api", platform.ApiEnvironment);
        await started.WaitUntilReadyAsync(CancellationToken.None);
        return started;
    });

    public async ValueTask DisposeAsync()
    {
        if (process.IsValueCreated)
        {
            await (await process.Value).DisposeAsync();
        }
    }

    internal Task<AppProcess> ProcessAsync() => process.Value;
}
