using System.Reflection;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>
/// What AppHost.cs describes, running on Aspire's own orchestrator (DCP) and dashboard. <see cref="RunAsync"/> writes an
/// error that the user can do something about to the console and sets exit code 1.
/// </summary>
public sealed class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost host;
    private readonly AppEngine engine;

    internal DistributedApplication(IHost host, DistributedApplicationBuilder builder, Assembly? assembly)
    {
        this.host = host;
        engine = new AppEngine([.. builder.Resources], host.Services, builder.ExecutionContext, assembly);
    }

    public IServiceProvider Services => host.Services;

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(new DistributedApplicationOptions { Args = args });

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) =>
        new DistributedApplicationBuilder(options);

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        using var start = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await engine.StartAsync(start.Token).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await engine.StopAsync(cancellationToken).ConfigureAwait(false);
        await host.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs until Ctrl-C, SIGTERM or an error, and leaves nothing running.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Runs until Ctrl-C, SIGTERM, cancellation or an error, and leaves nothing running.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
            await engine.Failure.WaitAsync(CancellationTokenSource
                .CreateLinkedTokenSource(cancellationToken, stopping).Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            Console.WriteLine("Stopping …");
        }
        catch (Exception e) when (e is DistributedApplicationException or DcpGoneException)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}").ConfigureAwait(false);
            Environment.ExitCode = 1;
        }
        finally
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync().ConfigureAwait(false);
        host.Dispose();
    }
}
