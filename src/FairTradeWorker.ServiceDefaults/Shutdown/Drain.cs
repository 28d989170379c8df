using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.ServiceDefaults.Shutdown;

/// <summary>
/// Leaves without losing a request. A server that closes its port at once refuses whoever was sent to it in that
/// moment, so it first says that it is going (<see cref="DrainHealth"/>, <see cref="CloseConnections"/>) and serves on
/// for a while; only then does Kestrel stop accepting and finish what it has.
/// </summary>
internal sealed partial class Drain(IOptions<ShutdownOptions> options, TimeProvider clock, ILogger<Drain> logger) : IHostedLifecycleService
{
    private volatile bool hasBegun;

    /// <summary>Whether the process is on its way out.</summary>
    public bool HasBegun => hasBegun;

    /// <summary>Runs before any service is told to stop, the server included.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        hasBegun = true;
        Log.Begun(logger, options.Value.DrainDelay.TotalSeconds);
        await Task.Delay(options.Value.DrainDelay, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "No longer ready; serving on for {Seconds} s before the port closes")]
        public static partial void Begun(ILogger logger, double seconds);
    }
}
