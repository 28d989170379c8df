using FairTradeWorker.LocalServers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FairTradeWorker.AppHost;

/// <summary>Local servers as resources. A server that was given by its connection string runs elsewhere and has none.</summary>
internal static class LocalServerResources
{
    /// <summary>Prepares what must run locally, with progress on the console.</summary>
    /// <returns>Null when that is not possible; the reason and the ways out have been printed.</returns>
    public static async Task<LocalEnvironment?> PrepareOrExplainAsync(string repositoryFolder, LocalArguments arguments)
    {
        try
        {
            var options = LocalEnvironmentOptions.FromEnvironment(repositoryFolder, arguments);
            var local = await LocalEnvironment.PrepareAsync(options, Console.WriteLine, CancellationToken.None);
            foreach (var line in local.Describe)
            {
                Console.WriteLine(line);
            }

            return local;
        }
        catch (LocalServerException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return null;
        }
    }

    /// <summary>
    /// Adds the primary, which is healthy when it answers, its standbys, which are when they stream from it, and the
    /// pooler, which is when the primary answers through it.
    /// </summary>
    /// <returns>What to wait for before the database is used, the primary first; none when it was given.</returns>
    public static IReadOnlyList<IResourceBuilder<ExecutableResource>> AddDatabase(
        this IDistributedApplicationBuilder builder, LocalEnvironment local)
    {
        var postgres = local.Postgres;
        var primary = builder.AddLocalServer(
            postgres.Process, ct => LocalServerProbe.PostgresAnswersAsync(postgres.AppConnectionString, ct));
        if (primary is null)
        {
            return [];
        }

        var followers = postgres.Replicas.Select(replica =>
            builder.AddLocalServer(replica.Process, ct => LocalServerProbe.ReplicaFollowsAsync(replica, ct)));
        var pooler = local.Pooler is { } prepared
            ? builder.AddLocalServer(prepared.Process, ct => LocalServerProbe.PostgresAnswersAsync(prepared.ConnectionString(), ct))
            : null;
        return [primary, .. followers.Append(pooler).OfType<IResourceBuilder<ExecutableResource>>().Select(server => server.WaitFor(primary))];
    }

    /// <summary>Adds Prometheus and Alertmanager where they are installed. Nobody waits for them.</summary>
    public static void AddMonitoring(this IDistributedApplicationBuilder builder, LocalEnvironment local)
    {
        foreach (var server in new[] { local.Monitoring?.Prometheus, local.Monitoring?.Alertmanager })
        {
            builder.AddLocalServer(server, ct => LocalServerProbe.WebAnswersAsync(new Uri($"http://127.0.0.1:{server?.Port}/-/ready"), ct));
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
            await answers(ct) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("It does not answer, or no longer follows its primary."));
        var resource = builder.AddExecutable(server.Name, server.Command, server.WorkingDirectory, [.. server.Arguments])
            .WithEndpoint(port: server.Port, targetPort: server.Port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithHealthCheck(server.Name);
        foreach (var (name, value) in server.Environment)
        {
            resource.WithEnvironment(name, value);
        }

        return resource;
    }

    /// <summary>Waits for local servers; one that was given has been asked already.</summary>
    public static IResourceBuilder<ProjectResource> WaitForLocal(
        this IResourceBuilder<ProjectResource> resource, params IEnumerable<IResourceBuilder<ExecutableResource>?> servers)
    {
        foreach (var server in servers)
        {
            if (server is not null)
            {
                resource.WaitFor(server);
            }
        }

        return resource;
    }

    /// <summary>Tells a process each of these variables.</summary>
    public static IResourceBuilder<ProjectResource> WithEnvironment(
        this IResourceBuilder<ProjectResource> resource, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            resource.WithEnvironment(name, value);
        }

        return resource;
    }
}
