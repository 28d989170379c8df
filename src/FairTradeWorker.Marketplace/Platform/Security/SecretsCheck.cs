using Microsoft.Extensions.Hosting;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Loads the signing keys before the first request, so that a missing or weak one stops the start.</summary>
internal sealed class SecretsCheck(SigningKeys keys) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
