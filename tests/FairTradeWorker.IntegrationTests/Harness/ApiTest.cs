namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>A test of the running platform.</summary>
public abstract class ApiTest(Platform platform) : IAsyncLifetime
{
    private Api? api;

    protected Api Api => api ?? throw new InvalidOperationException("The platform does not run.");

    protected Rows Rows => Api.Rows;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => api = await platform.ApiAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Looks again and again until it is so, at most for a while.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(40);)
        {
            if (await isSo())
            {
                return;
            }

            await Task.Delay(100, Token);
        }

        Assert.Fail($"It did not come to pass in time that {what}.");
    }
}
