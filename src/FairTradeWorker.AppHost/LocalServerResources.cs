using FairTradeWorker.LocalServers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FairTradeWorker.AppHost;

/// <summary>Local servers as resources. A server that was given by its connection string runs elsewhere and has none.</summary>
internal static class LocalServerResources
{
    /// <summary>Prepares what must run locally, with progress on the console.</summary>
    /// <returns>Null when that is not possible; the reason and the ways out have been printed.</returns>
    public static async Task<LocalEnvironment?> PrepareOrExplainAsync(LocalEnvironmentOptions options)
    {
        try
        {
            var local = await LocalEnvironment.PrepareAsync(options, Console.WriteLine, CancellationToken.None);
            Console.WriteLine(local.Postgres.Describe);
            Console.WriteLine(local.Redis.Describe);
            return local;
        }
        catch (LocalServerException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return null;
        }
    }

    /// <summary>Adds a prepared server, healthy as soon as <paramref name="answers"/> says so; null when there is none to add.</summary>
    public static IResourceBuilder<ExecutableResource>? AddLocalServer(
        this IDistributedApplicationBuilder builder, LocalServerProcess? server, Func<CancellationToken, Task<bool>> answers)
    {
        if (server is null)
        {
            return null;
        }

        builder.Services.AddHealthChecks().AddAsyncCheck(server.Name, async ct =>
            await answers(ct) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("It does not answer yet."));
        var resource = builder.AddExecutable(server.Name, server.Command, server.WorkingDirectory, [.. server.Arguments])
            .WithEndpoint(port: server.Port, targetPort: server.Port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithHealthCheck(server.Name);
        foreach (var (name, value) in server.Environment)
        {
            resource.WithEnvironment(name, value);
        }

        return resource;
    }

    /// <summary>Waits for a local server; one that was given has been asked already.</summary>
    public static IResourceBuilder<ProjectResource> WaitForLocal(
        this IResourceBuilder<ProjectResource> resource, IResourceBuilder<ExecutableResource>? server) =>
        server is null ? resource : resource.WaitFor(server);
}
